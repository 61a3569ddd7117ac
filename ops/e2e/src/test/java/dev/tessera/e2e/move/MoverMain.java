package dev.tessera.e2e.move;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Abortion;
import dev.tessera.ops.move.phases.Completion;
import dev.tessera.ops.move.phases.MoveRunner;
import dev.tessera.ops.move.repair.Agent;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.run.ReorganizationPlan;
import dev.tessera.ops.move.run.ReorganizationPlanner;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.rebalance.plan.PlanFile;
import dev.tessera.ops.rebalance.plan.PlanLock;
import dev.tessera.ops.rebalance.plan.PlanRun;
import dev.tessera.ops.rebalance.plan.PlanSettings;
import dev.tessera.ops.rebalance.plan.SavedPlan;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import dev.tessera.shardconfig.reshape.Reshape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What runs in a {@link MoverProcess}: a verb of {@code shardctl move}, or an agent. */
final class MoverMain {
    private final Cluster cluster;
    private final Milestones milestones;

    private MoverMain(Cluster cluster, Milestones milestones) {
        this.cluster = cluster;
        this.milestones = milestones;
    }

    /** Folder of the cluster; milestone and what happens there; the verb with its arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        ClusterConfig config = ClusterConfigFile.read(Path.of(arguments[0]));
        Milestones milestones = new MilestoneReporter(arguments[1], arguments[2]);
        try (Cluster cluster = new Cluster(config, config.operator().credentials(), Changelogs.shipped())) {
            MoverMain main = new MoverMain(cluster, milestones);
            main.run(arguments[3], List.of(arguments).subList(4, arguments.length));
        } catch (TesseraException e) {
            System.out.println(MoverProcess.ENDED + e.getMessage());
        }
    }

    private void run(String verb, List<String> arguments) throws InterruptedException {
        switch (verb) {
            case "move" -> move(arguments.get(0), new ShardName(arguments.get(1)), OpenReversePolicy.CLOSED);
            case "apply" -> apply(PlanFile.read(Path.of(arguments.get(0))));
            case "reverse" -> reverse(cluster.journal().get(Long.parseLong(arguments.get(0))));
            case "reorganize" -> reorganize(buckets(arguments.get(0)), buckets(arguments.get(1)));
            case "copy-slowly" ->
                ended(new MoveRunner(new MoverContext(
                                cluster, slow(Long.parseLong(arguments.get(1))), milestones, who(verb)))
                        .run(Long.parseLong(arguments.get(0)), new MoveProgress()));
            case "abort" ->
                ended(new Abortion(new MoverContext(cluster, MoverProcess.options(), milestones, who(verb)))
                        .run(Long.parseLong(arguments.get(0))));
            case "complete" ->
                ended(new Completion(new MoverContext(cluster, MoverProcess.options(), milestones, who(verb)))
                        .run(Long.parseLong(arguments.get(0))));
            default ->
                new Agent(
                                new MoverContext(cluster, MoverProcess.options(), milestones, who("agent")),
                                Duration.ofSeconds(1),
                                4,
                                System.out::println)
                        .run();
        }
    }

    private void reverse(Move move) throws InterruptedException {
        move(move.bucket().name(), move.source(), OpenReversePolicy.TAKEN);
    }

    private void move(String bucket, ShardName target, OpenReversePolicy reverseReplication)
            throws InterruptedException {
        BucketSelection buckets = BucketSelection.of(BucketId.parse(bucket));
        MovePlan plan = new MovePlanner(cluster, true, true, reverseReplication).plan(buckets, target);
        plan.problems().forEach(System.out::println);
        Mover mover =
                new Mover(new MoverContext(cluster, MoverProcess.options(), milestones, who("move")), MoveWatch.none());
        List<Move> moves = mover.open(plan, CutoverMode.AUTO);
        for (MoveOutcome outcome : mover.run(moves, new ConcurrencyLimits(4, 4))) {
            ended(outcome.failure().<Object>map(Throwable::getMessage).orElse(outcome.phase()));
        }
    }

    private static SortedSet<BucketId> buckets(String names) {
        return Arrays.stream(names.split(",", -1)).map(BucketId::parse).collect(Collectors.toCollection(TreeSet::new));
    }

    private void reorganize(SortedSet<BucketId> parents, SortedSet<BucketId> children) throws InterruptedException {
        ReorganizationPlan plan = new ReorganizationPlanner(cluster, true, true, OpenReversePolicy.CLOSED)
                .plan(new Reshape(parents, children));
        plan.problems().forEach(System.out::println);
        Mover mover = new Mover(
                new MoverContext(cluster, MoverProcess.options(), milestones, who("reorganize")), MoveWatch.none());
        Move move = mover.open(plan.reorganization().orElseThrow(), CutoverMode.AUTO, ThrottleLimits.none());
        MoveOutcome outcome =
                mover.run(List.of(move), new ConcurrencyLimits(4, 4)).get(0);
        ended(outcome.failure().<Object>map(Throwable::getMessage).orElse(outcome.phase()));
    }

    private void apply(SavedPlan plan) throws InterruptedException {
        MoveOptions options = MoverProcess.options();
        Mover mover = new Mover(new MoverContext(cluster, options, milestones, who("apply")), MoveWatch.none());
        PlanRun run = new PlanRun(
                cluster,
                plan,
                new MovePlanner(cluster, true, true, OpenReversePolicy.TAKEN),
                new PlanSettings(options, milestones, false, who("apply")),
                plan.buckets());
        try (PlanLock turn = PlanLock.take(cluster)) {
            ended(run.run(turn, mover, new ConcurrencyLimits(4, 2), ThrottleLimits.none(), System.out::println)
                    .isThrough());
        }
    }

    /** Small batches with a pause before each, so that a kill meets the copy. */
    private static MoveOptions slow(long pauseMillis) {
        TransferOptions transfer = TransferOptions.defaults()
                .withMaxBatchRows(CopyKilledTest.BATCH)
                .withThrottle((work, bytes, stop) -> Thread.sleep(work.equals("copy") ? pauseMillis : 0));
        return MoverProcess.options().withTransfer(transfer);
    }

    private static String who(String verb) {
        return "process " + ProcessHandle.current().pid() + " (" + verb + ")";
    }

    private static void ended(Object how) {
        System.out.println(MoverProcess.ENDED + how);
    }
}
