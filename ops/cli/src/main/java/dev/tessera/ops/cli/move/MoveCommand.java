package dev.tessera.ops.cli.move;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl move SLOTS --to SHARD}. */
@Command(
        name = "move",
        description = "Moves buckets to another shard while they are used. Without --execute it shows the plan "
                + "and changes nothing. An interrupted move can be resumed or aborted.",
        mixinStandardHelpOptions = true,
        subcommands = {
            MoveListCommand.class,
            MoveStatusCommand.class,
            MoveWatchCommand.class,
            MoveTuneCommand.class,
            MovePauseCommand.class,
            MoveResumeCommand.class,
            MoveAbortCommand.class,
            MoveCutoverCommand.class,
            MoveReverseCommand.class,
            MoveCompleteCommand.class
        })
public final class MoveCommand implements Callable<Integer> {
    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Mixin
    private MoverOptions choice = new MoverOptions();

    @Mixin
    private ThrottleOptions throttle = new ThrottleOptions();

    @Mixin
    private ConcurrencyOptions atOnce = new ConcurrencyOptions();

    @Mixin
    private GraceOptions grace = new GraceOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SLOTS",
            description = "The buckets that hold these slots, for example 17, or 3,5,9-12; or a bucket by its name, "
                    + "00000_01023.")
    private @Nullable String slots;

    @Option(names = "--to", paramLabel = "SHARD", description = "The target shard.")
    private @Nullable String target;

    @Option(
            names = "--drop-reverse-replication",
            description = "Ends open reverse replications of the buckets and copies them. Without it, a bucket with"
                    + " an open reverse replication is moved by a reverse if its originals are on the target, "
                    + "and refused otherwise.")
    private boolean closeReverseReplication;

    @Option(names = "--execute", description = "Executes the plan. Without it nothing is changed.")
    private boolean execute;

    @Mixin
    private CutoverOptions cutover = new CutoverOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (Cluster cluster = opener.open()) {
            requireSlotsAndTarget();
            ShardName shard = shard(cluster);
            CutoverMode mode = cutover.mode();
            ConcurrencyLimits limits = atOnce.limits();
            ThrottleLimits heldBy = throttle.limits();
            BucketSelection selection = selection(cluster);
            OpenReversePolicy reverseReplication =
                    closeReverseReplication ? OpenReversePolicy.CLOSED : OpenReversePolicy.TAKEN;
            MovePlan plan = new MovePlanner(
                            cluster, choice.diskUnchecked(), choice.withoutReplicas(), reverseReplication)
                    .plan(selection, shard);
            PrintWriter out = spec.commandLine().getOut();
            MovePlanText.print(plan, limits.atOnce(), out);
            if (!plan.problems().isEmpty()) {
                return Shardctl.WRONG;
            }
            if (!execute || plan.moves().isEmpty()) {
                out.println(plan.moves().isEmpty() ? "nothing to do" : "nothing was done; say --execute to do it");
                out.flush();
                return 0;
            }
            return execute(cluster, plan, mode, limits, heldBy, out);
        }
    }

    private int execute(
            Cluster cluster,
            MovePlan plan,
            CutoverMode mode,
            ConcurrencyLimits limits,
            ThrottleLimits heldBy,
            PrintWriter out)
            throws InterruptedException {
        try (MoveScreen screen = MoveScreen.on(out, plan.moves().size())) {
            Mover mover = MoverOptions.mover(cluster, grace.in(choice.options()), screen);
            List<Move> moves = mover.open(plan, mode, heldBy);
            List<MoveOutcome> outcomes = mover.run(moves, limits);
            return MoveOutcomes.report(cluster, outcomes, out);
        }
    }

    private void requireSlotsAndTarget() {
        if (slots == null || target == null) {
            throw wrong("say which slots, and --to which shard; or one of list, status, watch, tune, pause, resume,"
                    + " abort, cutover, reverse, complete");
        }
    }

    private BucketSelection selection(Cluster cluster) {
        List<BucketId> live =
                cluster.placements().all().stream().map(Placement::bucket).toList();
        if (live.isEmpty()) {
            throw wrong("there are no buckets yet; run `shardctl cluster init`");
        }
        try {
            return BucketSelection.parse(String.valueOf(slots), live);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ShardName shard(Cluster cluster) {
        String name = String.valueOf(target);
        return cluster.config().shards().stream()
                .map(shard -> shard.name())
                .filter(known -> known.value().equals(name))
                .findFirst()
                .orElseThrow(() -> wrong("there is no shard " + name + " in cluster "
                        + cluster.config().name() + "; there are "
                        + cluster.config().shards().stream()
                                .map(shard -> shard.name().value())
                                .toList()));
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), "shardctl: " + message);
    }
}
