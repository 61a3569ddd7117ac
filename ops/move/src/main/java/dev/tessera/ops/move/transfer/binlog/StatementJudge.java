package dev.tessera.ops.move.transfer.binlog;

import dev.tessera.ops.move.transfer.spec.TransferSpec;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;

/**
 * Says whether a statement in the binlog may be passed over. A row-based binlog holds DDL as statements, and DML of sessions that chose
 * so; either on a carried table can't be followed. In doubt a statement is refused: it costs a copy, not a row.
 */
final class StatementJudge {
    /** Neither rows nor columns change. */
    private static final Set<String> HARMLESS =
            Set.of("analyze", "check", "checksum", "flush", "grant", "revoke", "optimize", "savepoint", "xa");

    private final TransferSpec transferSpec;
    private final SortedSet<String> sourceTables;

    StatementJudge(TransferSpec transferSpec) {
        this.transferSpec = transferSpec;
        this.sourceTables = transferSpec.sourceTables();
    }

    boolean isForeign(String sql, String defaultSchema) {
        String lower = sql.toLowerCase(Locale.ROOT);
        boolean mayName = sourceTables.stream().anyMatch(lower::contains);
        if (!mayName && !lower.contains("drop")) {
            return false;
        }
        List<String> words = SqlWords.words(sql);
        return dropsSchema(words)
                || (mayName && !startsHarmless(words) && !isFence(words) && namesTable(words, defaultSchema));
    }

    private boolean dropsSchema(List<String> words) {
        return words.size() >= 3
                && words.get(0).equals("drop")
                && (words.get(1).equals("database") || words.get(1).equals("schema"))
                && words.contains(transferSpec.sourceSchema());
    }

    private static boolean startsHarmless(List<String> words) {
        return !words.isEmpty() && HARMLESS.contains(words.get(0));
    }

    private boolean namesTable(List<String> words, String defaultSchema) {
        for (int i = 0; i < words.size(); i++) {
            if (sourceTables.contains(words.get(i))
                    && schemaOf(words, i, defaultSchema).equals(transferSpec.sourceSchema())) {
                return true;
            }
        }
        return false;
    }

    private static String schemaOf(List<String> words, int name, String defaultSchema) {
        return name >= 2 && words.get(name - 1).equals(".") ? words.get(name - 2) : defaultSchema;
    }

    /** {@code rename table live.a to out.a, live.b to out.b}, or all of it back; or the tables' coming in, after which they were live. */
    private boolean isFence(List<String> words) {
        String live = transferSpec.sourceSchema();
        return transferSpec.ownSchemas().stream()
                .anyMatch(own -> isRename(words, live, own) || isRename(words, own, live));
    }

    private static boolean isRename(List<String> words, String from, String to) {
        if (words.size() < 9 || !words.get(0).equals("rename") || !words.get(1).equals("table")) {
            return false;
        }
        for (int i = 2; i < words.size(); i += 8) {
            if (i + 7 > words.size() || !isPair(words.subList(i, i + 7), from, to)) {
                return false;
            }
            if (i + 7 < words.size() && !words.get(i + 7).equals(",")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPair(List<String> words, String from, String to) {
        return words.equals(List.of(from, ".", words.get(2), "to", to, ".", words.get(2)));
    }
}
