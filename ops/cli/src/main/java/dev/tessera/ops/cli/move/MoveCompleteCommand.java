package dev.tessera.ops.cli.move;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Completion;
import dev.tessera.ops.move.run.WaitingLine;
import dev.tessera.shardconfig.move.MovePhase;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shardctl move complete ID}. */
@Command(
        name = "complete",
        description = "Completes a switched move: ends its reverse replication and drops its originals. Waits "
                + "for the move's grace period. Can be interrupted and run again.",
        mixinStandardHelpOptions = true)
final class MoveCompleteCommand extends OneMoveCommand {
    @Mixin
    private MoverOptions choice = new MoverOptions();

    @Option(names = "--now", description = "Doesn't wait for the grace period.")
    private boolean now;

    @Override
    int run(Cluster cluster, Move move, PrintWriter out) throws InterruptedException {
        MoveOptions options = now ? choice.options().withoutWaitingForGrace() : choice.options();
        WaitingLine waiting = new WaitingLine(move.describe(), line -> {
            out.println(line);
            out.flush();
        });
        MovePhase end = new Completion(
                        new MoverContext(cluster, options, Milestones.none(), MoverOptions.who()), waiting::report)
                .run(move.moveId());
        if (end == MovePhase.REVERSED) {
            out.println(move.describe() + " was reversed: its originals went live again, bucket " + move.bucket()
                    + " went back to " + move.source() + ", and nothing is to be dropped");
            return Shardctl.FAILED;
        }
        if (end == MovePhase.UNDONE) {
            out.println(move.describe() + " was undone: " + move.parentsLive()
                    + " again; `shardctl doctor --execute --drop-leftovers` drops what is left of it");
            return Shardctl.FAILED;
        }
        out.println(move.describe() + " is done; its originals on " + move.source() + " are dropped"
                + (move.isReorganization() ? "" : ", " + move.childrenLive()));
        return 0;
    }
}
