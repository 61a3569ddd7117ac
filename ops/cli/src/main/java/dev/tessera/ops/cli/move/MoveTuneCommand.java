package dev.tessera.ops.cli.move;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.move.throttle.ThrottleLimitsJson;
import dev.tessera.ops.move.throttle.ThrottleLimitsUnreadableException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code shardctl move tune ID}. */
@Command(
        name = "tune",
        description = "Changes the throttle limits of a move while it runs; limits that are not given stay. "
                + "Without options, shows the limits and the measured values.",
        mixinStandardHelpOptions = true)
final class MoveTuneCommand extends OneMoveCommand {
    @Mixin
    private ThrottleOptions choice = new ThrottleOptions();

    @Override
    int run(Cluster cluster, Move move, PrintWriter out) {
        if (choice.isEmpty()) {
            out.println(move.describe() + ", " + move.phase().column() + ": " + MoveText.progress(move));
            ThrottleText.print(move, out);
            return 0;
        }
        if (move.phase().isTerminal()) {
            throw new MoveRefusedException(
                    move.describe() + " is " + move.phase().column() + "; there is nothing to tune");
        }
        ThrottleLimits limits = ThrottleLimitsJson.parse(cluster.journal().tune(move.moveId(), this::changed));
        cluster.audit().record(MoverOptions.who(), "move tune", move.describe() + ": " + ThrottleText.line(limits));
        out.println(move.describe() + " has the limits " + ThrottleText.line(limits));
        return 0;
    }

    private String changed(Optional<String> json) {
        try {
            return ThrottleLimitsJson.print(choice.change(present(json)));
        } catch (IllegalArgumentException e) {
            throw new MoveRefusedException(String.valueOf(e.getMessage()));
        }
    }

    /** What nobody can read is written anew. */
    private static ThrottleLimits present(Optional<String> json) {
        try {
            return ThrottleText.of(json);
        } catch (ThrottleLimitsUnreadableException e) {
            return ThrottleLimits.defaults();
        }
    }
}
