package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.Names;
import dev.tessera.ops.move.transfer.rows.StatementBytes;
import dev.tessera.ops.move.transfer.rows.TargetLease;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.Throttle;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Indexes of a large table that are made when its rows are there: sorted once, an index costs the server less than half of what it costs
 * row by row. Unique ones stay, since they decide which rows may stand together. What is left out is written down on the target first, in
 * the very words of {@code SHOW CREATE TABLE}, and what is missing is told by the catalog: so it may be interrupted anywhere and run again.
 * Immutable.
 */
public final class LateIndexes {
    /** Below it, making indexes anew costs more than it saves. */
    static final long LARGE_TABLE_ROWS = 20_000;

    /** An ordinary index, alone on its line: {@code KEY `thread_order` (`thread_id`,`comment_id`)}. */
    private static final Pattern INDEX = Pattern.compile("(?m)^ *(KEY `([A-Za-z0-9_$]+)` [\\x20-\\x7e]*?),?$");

    private final TransferSpec transferSpec;
    private final String table;

    public LateIndexes(TransferSpec transferSpec) {
        this.transferSpec = transferSpec;
        table = Names.quoted(transferSpec.targetSchema(), "transfer_indexes");
    }

    void create(DataSession target) {
        target.execute("create table if not exists " + table
                + " (table_name varchar(64) character set ascii collate ascii_bin not null,"
                + " index_name varchar(64) character set ascii collate ascii_bin not null,"
                + " definition longblob not null, primary key (table_name, index_name)) engine = innodb");
    }

    /** Takes the indexes off a table that is still empty. */
    void leaveOut(DataSession target, String into) {
        Map<String, String> indexes = indexes(target, into);
        if (indexes.isEmpty()) {
            return;
        }
        new TargetLease(transferSpec)
                .commit(target, () -> indexes.forEach((name, words) -> writeDown(target, into, name, words)));
        target.execute(indexes.keySet().stream()
                .map(name -> "drop index " + Names.quoted(name))
                .collect(Collectors.joining(", ", alter(into), "")));
    }

    private Map<String, String> indexes(DataSession target, String into) {
        String words =
                target.one("show create table " + Names.quoted(transferSpec.targetSchema(), into), row -> row.text(1));
        Map<String, String> indexes = new TreeMap<>();
        Matcher index = INDEX.matcher(words);
        while (index.find()) {
            indexes.put(index.group(2), index.group(1));
        }
        return indexes;
    }

    private void writeDown(DataSession target, String into, String name, String words) {
        target.update(new StatementBytes()
                .append("replace into " + table + " values ('" + into + "', '" + name + "', ")
                .quoted(words)
                .append(")"));
    }

    /**
     * Makes what is missing, a table at a time, none begun while the throttle holds it. A stop is obeyed between two tables, and by ending
     * the statement that is under way.
     */
    void make(Throttle throttle, StopSignal stop, TransferProgress progress) {
        try (DataSession target = DataSession.open(transferSpec.target())) {
            Map<String, List<String>> missing = missing(target);
            if (!missing.isEmpty()) {
                new TargetLease(transferSpec).commit(target, () -> {});
                List<LongStatement> statements = missing.entrySet().stream()
                        .map(each -> new LongStatement(
                                "the indexes of " + each.getKey(),
                                alter(each.getKey()) + "add " + String.join(", add ", each.getValue())))
                        .toList();
                new LongStatements(transferSpec, throttle, stop, progress).run(statements);
            }
        }
    }

    /** True when no index is left to be made. */
    public boolean areMade(DataSession target) {
        return !isWrittenDown(target) || missing(target).isEmpty();
    }

    private boolean isWrittenDown(DataSession target) {
        return target.one(
                "select count(*) from information_schema.tables where table_schema = '" + transferSpec.targetSchema()
                        + "' and table_name = 'transfer_indexes'",
                row -> row.number(0) == 1);
    }

    /** By table. */
    private Map<String, List<String>> missing(DataSession target) {
        Set<String> made = new HashSet<>(target.query(
                "select concat(table_name, '.', index_name) from information_schema.statistics where table_schema = '"
                        + transferSpec.targetSchema() + "'",
                row -> row.text(0)));
        Map<String, List<String>> missing = new TreeMap<>();
        target.query("select table_name, index_name, definition from " + table + " order by 1, 2", row -> {
            if (!made.contains(row.text(0) + "." + row.text(1))) {
                missing.computeIfAbsent(row.text(0), none -> new ArrayList<>()).add(row.text(2));
            }
            return row;
        });
        return missing;
    }

    private String alter(String name) {
        return "alter table " + Names.quoted(transferSpec.targetSchema(), name) + " ";
    }
}
