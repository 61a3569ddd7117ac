package dev.tessera.ops.cli.shard;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.move.ConcurrencyOptions;
import dev.tessera.ops.cli.move.MoveOutcomes;
import dev.tessera.ops.cli.move.MoveScreen;
import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.cli.move.ThrottleOptions;
import dev.tessera.ops.cli.move.WholeProgress;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.rebalance.shards.DrainPlan;
import dev.tessera.ops.rebalance.shards.DrainTargets;
import dev.tessera.ops.rebalance.shards.ShardDrain;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shardctl shard drain SHARD}. */
@Command(
        name = "drain",
        description = "Moves every bucket away from the shard; no bucket can move to it any more. Without "
                + "--execute it shows the plan and changes nothing. Can be interrupted and run again.",
        mixinStandardHelpOptions = true)
final class ShardDrainCommand extends OneShardCommand {
    @Mixin
    private MoverOptions choice = new MoverOptions();

    @Mixin
    private ConcurrencyOptions limits = new ConcurrencyOptions();

    @Mixin
    private ThrottleOptions throttle = new ThrottleOptions();

    @Option(
            names = "--to",
            paramLabel = "SHARD",
            description = "The target of all buckets. Default: each bucket, the largest first, to the shard that "
                    + "holds the fewest bytes then.")
    private @Nullable String target;

    @Option(
            names = "--drop-reverse-replication",
            description = "Ends open reverse replications of the buckets and copies them. Without it, a bucket with"
                    + " an open reverse replication is moved by a reverse if its originals are on its target, "
                    + "and refused otherwise.")
    private boolean closeReverseReplication;

    @Option(names = "--execute", description = "Executes the plan. Without it nothing is changed.")
    private boolean execute;

    @Override
    int run(Cluster cluster, ShardName shard, PrintWriter out) throws InterruptedException {
        requireListed(cluster.config(), shard);
        Optional<ShardName> to = to(cluster, shard);
        ThrottleLimits heldBy = throttle.limits();
        ShardDrain drain = new ShardDrain(
                cluster,
                new MovePlanner(
                        cluster,
                        choice.diskUnchecked(),
                        choice.withoutReplicas(),
                        closeReverseReplication ? OpenReversePolicy.CLOSED : OpenReversePolicy.TAKEN),
                DrainTargets.leastLoaded());
        DrainPlan plan = drain.plan(shard, to);
        DrainText.print(plan, limits.limits().atOnce(), out);
        if (!plan.plan().problems().isEmpty()) {
            return Shardctl.WRONG;
        }
        if (!execute) {
            out.println(plan.moves() == 0 ? "no bucket lives there" : "nothing was done; say --execute to do it");
            return 0;
        }
        return execute(cluster, drain, plan, heldBy, out);
    }

    private int execute(Cluster cluster, ShardDrain drain, DrainPlan plan, ThrottleLimits heldBy, PrintWriter out)
            throws InterruptedException {
        try (MoveScreen screen = MoveScreen.on(out, plan.moves())) {
            Mover mover = choice.mover(cluster, new WholeProgress(screen, plan.sizes(), plan.moves(), out));
            List<MoveOutcome> outcomes = drain.run(
                    plan,
                    mover,
                    limits.limits(),
                    CutoverMode.AUTO,
                    heldBy,
                    choice.options().lease(),
                    MoverOptions.who());
            if (!outcomes.isEmpty()) {
                MoveOutcomes.report(cluster, outcomes, out);
            }
        }
        SortedSet<BucketId> left = drain.left(plan.shard());
        DrainText.left(plan.shard(), left, cluster.journal().all(), out);
        return left.isEmpty() ? 0 : Shardctl.FAILED;
    }

    private Optional<ShardName> to(Cluster cluster, ShardName shard) {
        if (target == null) {
            return Optional.empty();
        }
        if (target.equals(shard.value())) {
            throw wrong("--to is " + target + ", the shard to be drained");
        }
        return Optional.of(requireListed(cluster.config(), name(target)).name());
    }
}
