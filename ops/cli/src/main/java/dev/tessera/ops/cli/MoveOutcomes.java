package dev.tessera.ops.cli;

import dev.tessera.ops.move.run.MoveOutcome;
import java.io.PrintWriter;
import java.util.List;

/** What became of moves, for people. */
final class MoveOutcomes {
    private MoveOutcomes() {}

    static String line(MoveOutcome outcome) {
        return outcome.failure()
                .map(failure -> outcome.move().describe() + " stopped: " + failure.getMessage())
                .orElseGet(() ->
                        outcome.move().describe() + " is " + outcome.phase().column());
    }

    /** Returns the exit code. */
    static int report(List<MoveOutcome> outcomes, PrintWriter out) {
        long stopped = outcomes.stream()
                .filter(outcome -> outcome.failure().isPresent())
                .count();
        if (stopped > 0) {
            out.println(stopped + " of " + outcomes.size()
                    + " moves stopped; each bucket is served where it is. `shardctl move list` shows them, `move resume ID` goes on,"
                    + " `move abort ID` gives up");
        } else {
            out.println(
                    outcomes.size() + " of " + outcomes.size()
                            + " moves are through; until `shardctl move complete ID` drops its originals, `shardctl move reverse ID` goes back");
        }
        out.flush();
        return stopped > 0 ? Shardctl.FAILED : 0;
    }
}
