package dev.tessera.ops.move.repair;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.move.MovePhase;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schema of a move that nothing needs any more. Whose a schema is stands in the directory alone. Pure.
 *
 * @param move whose it was; empty when the directory doesn't know it
 */
record Leftover(String schema, Optional<Move> move) {
    private static final Pattern NAME = Pattern.compile("tessera_(?:in|out)_(\\d+)");

    /** Empty when somebody needs it, or will clear it away. */
    static Optional<Leftover> of(ClusterSurvey survey, String schema) {
        long number = number(schema);
        Optional<Move> move = survey.move(number);
        boolean needed = move.map(known -> !known.phase().isTerminal() || isGoneBackBy(survey, known))
                .orElse(false);
        return needed ? Optional.empty() : Optional.of(new Leftover(schema, move));
    }

    /** The move by which the bucket went back clears away what is left of this one, as long as that stands in the ledger. */
    private static boolean isGoneBackBy(ClusterSurvey survey, Move over) {
        return over.phase() == MovePhase.REVERSED
                && survey.directory().due().containsKey(over.moveId())
                && survey.moves().stream()
                        .filter(move -> move.reverses().equals(Optional.of(over.moveId())))
                        .anyMatch(move -> !move.phase().isTerminal());
    }

    static long number(String schema) {
        Matcher name = NAME.matcher(schema);
        if (!name.matches()) {
            throw new IllegalArgumentException(schema + " isn't a schema of a move");
        }
        return Long.parseLong(name.group(1));
    }

    /** Whether it held originals, and not a copy. */
    boolean isOfOriginals() {
        return schema.startsWith("tessera_out_");
    }

    /** For people: {@code move 5 of bucket 00000_01023 from shard-a to shard-b, which is aborted}. */
    String owner() {
        return move.map(known ->
                        known.describe() + ", which is " + known.phase().column())
                .orElse("no move that the directory knows");
    }

    /** Why it isn't dropped though tables of a bucket stand in it; empty when nothing speaks against that. */
    Optional<String> againstItsTables() {
        if (move.isEmpty()) {
            return isOfOriginals()
                    ? Optional.of(
                            "it isn't known whether these originals were compared with the live tables; a person decides")
                    : Optional.empty();
        }
        MovePhase phase = move.get().phase();
        boolean expected = phase == MovePhase.DONE
                || ((phase == MovePhase.ABORTED || phase == MovePhase.UNDONE) && !isOfOriginals());
        return expected
                ? Optional.empty()
                : Optional.of("a move that is " + phase.column() + " leaves no tables there; a person decides");
    }
}
