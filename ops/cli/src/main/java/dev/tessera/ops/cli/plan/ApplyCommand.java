package dev.tessera.ops.cli.plan;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.move.ConcurrencyOptions;
import dev.tessera.ops.cli.move.GraceOptions;
import dev.tessera.ops.cli.move.MoveOutcomes;
import dev.tessera.ops.cli.move.MoveScreen;
import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.cli.move.ThrottleOptions;
import dev.tessera.ops.cli.move.WholeProgress;
import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.cli.render.Count;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.rebalance.plan.PlanFile;
import dev.tessera.ops.rebalance.plan.PlanLock;
import dev.tessera.ops.rebalance.plan.PlanMaker;
import dev.tessera.ops.rebalance.plan.PlanOutcome;
import dev.tessera.ops.rebalance.plan.PlanProgress;
import dev.tessera.ops.rebalance.plan.PlanRegistry;
import dev.tessera.ops.rebalance.plan.PlanRun;
import dev.tessera.ops.rebalance.plan.PlanSettings;
import dev.tessera.ops.rebalance.plan.PlanState;
import dev.tessera.ops.rebalance.plan.SavedPlan;
import dev.tessera.ops.rebalance.sampling.GrowthSamples;
import dev.tessera.ops.rebalance.sampling.Sampler;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.DataSize;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl apply PLAN}. */
@Command(
        name = "apply",
        description = {
            "Executes a plan that `shardctl plan` has saved. Without --execute it shows what remains and what prevents"
                    + " it, and changes nothing. Refused when the cluster has changed since the plan was made. Can be interrupted"
                    + " and run again; stops at the first move that needs a person."
        },
        mixinStandardHelpOptions = true)
public final class ApplyCommand implements Callable<Integer> {
    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Mixin
    private MoverOptions choice = new MoverOptions();

    @Mixin
    private ConcurrencyOptions limits = new ConcurrencyOptions();

    @Mixin
    private ThrottleOptions throttle = new ThrottleOptions();

    @Mixin
    private GraceOptions grace = new GraceOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "PLAN", description = "The file of the plan.")
    private @Nullable Path file;

    @Option(names = "--complete", description = "Drops the originals when all moves are switched.")
    private boolean complete;

    @Option(
            names = "--now",
            description = "Doesn't wait for the grace period before originals are dropped, at the end or between "
                    + "two waves.")
    private boolean now;

    @Option(
            names = "--drop-reverse-replication",
            description = "Ends open reverse replications of the buckets and copies them. Without it, a bucket with"
                    + " an open reverse replication is moved by a reverse if its originals are on its target, "
                    + "and refused otherwise.")
    private boolean closeReverseReplication;

    @Option(
            names = "--abandon",
            paramLabel = "ID",
            description = "Abandons an open plan: no bucket is moved, and none is moved back.")
    private @Nullable String abandoned;

    @Option(names = "--execute", description = "Executes the plan. Without it nothing is changed.")
    private boolean execute;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open()) {
            int code = abandoned == null ? apply(cluster, plan(cluster), out) : abandon(cluster, abandoned, out);
            out.flush();
            return code;
        }
    }

    private SavedPlan plan(Cluster cluster) {
        if (file == null) {
            throw wrong("say which plan: the file that `shardctl plan` has saved");
        }
        SavedPlan plan = PlanFile.read(file);
        if (!plan.cluster().equals(cluster.config().name())) {
            throw wrong(file + " is a plan for cluster " + plan.cluster() + ", and this is "
                    + cluster.config().name());
        }
        return plan;
    }

    private int apply(Cluster cluster, SavedPlan plan, PrintWriter out) throws InterruptedException {
        PlanRun run = new PlanRun(
                cluster,
                plan,
                new MovePlanner(
                        cluster,
                        choice.diskUnchecked(),
                        choice.withoutReplicas(),
                        closeReverseReplication ? OpenReversePolicy.CLOSED : OpenReversePolicy.TAKEN),
                new PlanSettings(options(), Milestones.none(), complete, MoverOptions.who()),
                measured(cluster));
        ThrottleLimits heldBy = throttle.limits();
        if (execute) {
            return execute(cluster, plan, run, heldBy, out);
        }
        if (!looksWell(plan, run.poll(), out)) {
            return Shardctl.WRONG;
        }
        out.println("nothing was done; say --execute to do it");
        return 0;
    }

    private static List<PlannedBucket> measured(Cluster cluster) {
        try (Directory directory = new Directory(cluster.config(), cluster.operator())) {
            Sampler sampler = new Sampler(cluster, new GrowthSamples(directory));
            return new PlanMaker(cluster, sampler, Optional.empty()).measure("apply " + MoverOptions.who());
        }
    }

    private static boolean looksWell(SavedPlan plan, PlanProgress progress, PrintWriter out) {
        long through = plan.moves().count() - progress.left().size();
        out.println("plan " + plan.id() + ", " + plan.asked() + ", made at " + plan.madeAt() + ": "
                + Count.are(through, plan.moves().count(), "bucket") + " through, "
                + new DataSize(progress.left().stream()
                                .mapToLong(BucketMove::bytes)
                                .sum())
                        .readable()
                + " are left"
                + (progress.splits().isEmpty()
                        ? ""
                        : ", and " + Count.of(progress.splits().size(), "split") + " before anything else is moved")
                + (progress.begun().isEmpty()
                        ? ""
                        : "; " + Count.of(progress.begun().size(), "move") + " "
                                + Count.are(progress.begun().size()) + " open and "
                                + Count.are(progress.begun().size()) + " gone on with"));
        progress.problems().forEach(problem -> out.println("refused: " + problem));
        out.flush();
        return progress.problems().isEmpty();
    }

    private int execute(Cluster cluster, SavedPlan plan, PlanRun run, ThrottleLimits heldBy, PrintWriter out)
            throws InterruptedException {
        try (PlanLock turn = PlanLock.take(cluster)) {
            PlanProgress progress = run.poll();
            return looksWell(plan, progress, out)
                    ? execute(cluster, turn, plan, progress, run, heldBy, out)
                    : Shardctl.WRONG;
        } catch (MoveRefusedException e) {
            out.println("stopped: " + e.getMessage());
            out.println(again(plan));
            return Shardctl.FAILED;
        }
    }

    private int execute(
            Cluster cluster,
            PlanLock turn,
            SavedPlan plan,
            PlanProgress progress,
            PlanRun run,
            ThrottleLimits heldBy,
            PrintWriter out)
            throws InterruptedException {
        Map<BucketId, Long> sizes =
                progress.left().stream().collect(Collectors.toMap(BucketMove::bucket, BucketMove::bytes));
        try (MoveScreen screen = MoveScreen.on(out, Math.max(1, sizes.size()))) {
            Mover mover = MoverOptions.mover(
                    cluster, grace.in(options()), new WholeProgress(screen, sizes, sizes.size(), out));
            PlanOutcome outcome = run.run(turn, mover, limits.limits(), heldBy, line -> {
                out.println(line);
                out.flush();
            });
            return report(cluster, plan, outcome, out);
        }
    }

    private int report(Cluster cluster, SavedPlan plan, PlanOutcome outcome, PrintWriter out) {
        if (!outcome.isThrough()) {
            MoveOutcomes.print(cluster, outcome.moves(), out);
            long through =
                    outcome.moves().stream().filter(MoveOutcome::isThrough).count();
            out.println("plan " + plan.id() + " is not complete; in this run "
                    + Count.are(through, outcome.moves().size(), "move") + " through");
            out.println(
                    "`shardctl move status ID` shows more; `move resume ID` continues a move, `move abort ID` aborts it. "
                            + again(plan));
            return Shardctl.FAILED;
        }
        out.println(
                "plan " + plan.id() + " is complete: every bucket is on its planned shard"
                        + (complete
                                ? ", and the originals are dropped"
                                : "; until `shardctl move complete ID` drops its originals, `shardctl move reverse ID` takes a bucket back"));
        return 0;
    }

    private static String again(SavedPlan plan) {
        return "Every bucket is served where it is; run apply again to continue, or abandon the plan with `shardctl apply --abandon "
                + plan.id() + "`";
    }

    private int abandon(Cluster cluster, String id, PrintWriter out) {
        if (!new PlanRegistry(cluster.directory()).end(id, PlanState.ABANDONED)) {
            throw wrong("there is no open plan " + id
                    + new PlanRegistry(cluster.directory())
                            .open()
                            .map(open -> "; open is " + open.describe())
                            .orElse("; none is open"));
        }
        cluster.audit().record(MoverOptions.who(), "plan abandon", id);
        out.println("plan " + id + " is abandoned; its open moves are still there: `shardctl move list`");
        return 0;
    }

    private MoveOptions options() {
        return now ? choice.options().withoutWaitingForGrace() : choice.options();
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), "shardctl: " + message);
    }
}
