package dev.tessera.ops.cli.move;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.move.MovePhase;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shardctl move reverse ID}. */
@Command(
        name = "reverse",
        description = "Moves a bucket back to its previous shard, with all writes since the switch. Its "
                + "originals there are kept up to date, so nothing is copied. A reverse is a move of its "
                + "own and can be reversed as well.",
        mixinStandardHelpOptions = true)
final class MoveReverseCommand extends OneMoveCommand {
    @Mixin
    private MoverOptions choice = new MoverOptions();

    @Mixin
    private GraceOptions grace = new GraceOptions();

    @Option(names = "--dry-run", description = "Shows the plan; changes nothing.")
    private boolean dryRun;

    /** Said by those who are used to it; reversing is wanted quickly, so it is not asked for. */
    @Option(names = "--execute", hidden = true)
    private boolean execute;

    @Override
    int run(Cluster cluster, Move move, PrintWriter out) throws InterruptedException {
        requireOpen(cluster, move);
        MovePlan plan = new MovePlanner(
                        cluster, choice.diskUnchecked(), choice.withoutReplicas(), OpenReversePolicy.TAKEN)
                .plan(BucketSelection.of(move.bucket()), move.source());
        MovePlanText.print(plan, 1, out);
        if (!plan.problems().isEmpty()) {
            return Shardctl.WRONG;
        }
        if (dryRun && !execute) {
            out.println("nothing was done");
            return 0;
        }
        try (MoveScreen screen = MoveScreen.on(out, 1)) {
            Mover mover = MoverOptions.mover(cluster, grace.in(choice.options()), screen);
            return MoveOutcomes.report(
                    cluster, mover.run(mover.open(plan, CutoverMode.AUTO), new ConcurrencyLimits(1, 1)), out);
        }
    }

    private static void requireOpen(Cluster cluster, Move move) {
        if (move.isReorganization()) {
            throw new MoveRefusedException(
                    move.describe() + " is undone by its opposite: `shardctl bucket merge`, or `bucket split`");
        }
        if (move.phase() != MovePhase.SWITCHED) {
            throw new MoveRefusedException(move.describe() + " is "
                    + move.phase().column() + "; only a move that is switched can be reversed");
        }
        ReverseReplication reverseReplication = cluster.reverseReplications()
                .find(move.moveId())
                .orElseThrow(
                        () -> new MoveRefusedException(move.describe() + " has no reverse replication; `shardctl move "
                                + move.bucket() + " --to " + move.source() + "` copies the bucket there"));
        if (!reverseReplication.isOpen()) {
            throw new MoveRefusedException(move.describe() + " can't be reversed: "
                    + ReverseReplicationText.of(reverseReplication) + "; `shardctl move " + move.bucket() + " --to "
                    + move.source() + "` copies the bucket there");
        }
    }
}
