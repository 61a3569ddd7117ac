package dev.tessera.ops.cli.bucket;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.move.ConcurrencyOptions;
import dev.tessera.ops.cli.move.CutoverOptions;
import dev.tessera.ops.cli.move.MoveOutcomes;
import dev.tessera.ops.cli.move.MoveScreen;
import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.cli.move.ThrottleOptions;
import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.run.ReorganizationPlan;
import dev.tessera.ops.move.run.ReorganizationPlanner;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.reshape.Reshape;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that splits or merges buckets, in as many rounds as it takes. */
abstract class ReorganizationCommand implements Callable<Integer> {
    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Mixin
    private MoverOptions choice = new MoverOptions();

    @Mixin
    private ThrottleOptions throttle = new ThrottleOptions();

    @Mixin
    private ConcurrencyOptions atOnce = new ConcurrencyOptions();

    @Option(
            names = "--drop-reverse-replication",
            description = "Ends open reverse replications of the buckets. Without it, a bucket with one is refused.")
    private boolean closeReverseReplication;

    @Option(names = "--execute", description = "Executes the plan. Without it nothing is changed.")
    private boolean execute;

    @Mixin
    private CutoverOptions cutover = new CutoverOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /**
     * What is to be done, each round after the one before.
     *
     * @throws IllegalArgumentException when what was given is wrong, saying why
     */
    abstract ReorganizationRounds rounds(Cluster cluster, PrintWriter out);

    @Override
    public final Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        CutoverMode mode = cutover.mode();
        ConcurrencyLimits limits = atOnce.limits();
        ThrottleLimits heldBy = throttle.limits();
        try (Cluster cluster = opener.open()) {
            ReorganizationRounds rounds = valid(() -> rounds(cluster, out));
            List<ReorganizationPlan> first = plans(cluster, rounds.all().get(0));
            ReorganizationText.print(rounds, first, cluster, out);
            if (first.stream().anyMatch(plan -> !plan.problems().isEmpty())) {
                return Shardctl.WRONG;
            }
            if (!execute) {
                out.println("nothing was done; say --execute to do it");
                out.flush();
                return 0;
            }
            return execute(cluster, rounds, mode, limits, heldBy, out);
        }
    }

    private int execute(
            Cluster cluster,
            ReorganizationRounds rounds,
            CutoverMode mode,
            ConcurrencyLimits limits,
            ThrottleLimits heldBy,
            PrintWriter out)
            throws InterruptedException {
        int exitCode = 0;
        for (int round = 0; round < rounds.all().size() && exitCode == 0; round++) {
            List<ReorganizationPlan> plans = plans(cluster, rounds.all().get(round));
            if (ReorganizationText.printProblems(plans, out)) {
                return Shardctl.WRONG;
            }
            if (rounds.all().size() > 1) {
                out.println("round " + (round + 1) + " of " + rounds.all().size());
            }
            exitCode = execute(cluster, plans, mode, limits, heldBy, out);
        }
        return exitCode;
    }

    private int execute(
            Cluster cluster,
            List<ReorganizationPlan> plans,
            CutoverMode mode,
            ConcurrencyLimits limits,
            ThrottleLimits heldBy,
            PrintWriter out)
            throws InterruptedException {
        try (MoveScreen screen = MoveScreen.on(out, plans.size())) {
            Mover mover = MoverOptions.mover(cluster, choice.options(), screen);
            List<Move> moves = new ArrayList<>();
            plans.forEach(plan -> moves.add(mover.open(plan.reorganization().orElseThrow(), mode, heldBy)));
            List<MoveOutcome> outcomes = mover.run(moves, limits);
            MoveOutcomes.print(cluster, outcomes, out);
            boolean through = outcomes.stream().allMatch(MoveOutcome::isThrough);
            out.println(ReorganizationText.end(outcomes));
            out.flush();
            return through ? 0 : Shardctl.FAILED;
        }
    }

    private List<ReorganizationPlan> plans(Cluster cluster, List<Reshape> round) {
        ReorganizationPlanner planner = new ReorganizationPlanner(
                cluster,
                choice.diskUnchecked(),
                choice.withoutReplicas(),
                closeReverseReplication ? OpenReversePolicy.CLOSED : OpenReversePolicy.TAKEN);
        return round.stream().map(planner::plan).toList();
    }

    /** The live buckets that hold what was given. */
    static SortedSet<BucketId> selected(Cluster cluster, String text) {
        Collection<BucketId> live =
                cluster.placements().all().stream().map(Placement::bucket).toList();
        if (live.isEmpty()) {
            throw new IllegalArgumentException("there are no buckets yet; run `shardctl cluster init`");
        }
        return BucketSelection.parse(text, live).buckets();
    }

    /** What was given, or the refusal of it with exit code 2. */
    private <T> T valid(Supplier<T> given) {
        try {
            return given.get();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private ParameterException wrong(String message, @Nullable Throwable cause) {
        return new ParameterException(spec.commandLine(), "shardctl: " + message, cause);
    }
}
