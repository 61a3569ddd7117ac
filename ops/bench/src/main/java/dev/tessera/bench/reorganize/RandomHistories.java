package dev.tessera.bench.reorganize;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random splits, merges and moves under two routers that learn of them only by meeting them: while one works, the other often rests, and
 * then comes with the buckets of before. What either stored is looked for with both.
 */
final class RandomHistories implements ReorganizePart {
    private static final int SHARDS = 3;
    private static final BucketId ALL_SLOTS = new BucketId(0, SlotFunction.SLOTS - 1);

    private final int histories;
    private final int changes;
    private final long seed;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private int apart;
    private long users;
    private long acts;

    /** @param changes of each history */
    RandomHistories(int histories, int changes, long seed) {
        this.histories = histories;
        this.changes = changes;
        this.seed = seed;
    }

    @Override
    public Measured measure() throws IOException, InterruptedException {
        for (int history = 0; history < histories; history++) {
            try (BenchCluster cluster = BenchCluster.with(0, 0, SHARDS);
                    StaleRouter one = new StaleRouter(cluster.router());
                    StaleRouter other = new StaleRouter(cluster.router())) {
                run(cluster, List.of(one, other), seed + history);
            }
            Console.say("histories: %d of %d, %s, %d problems", history + 1, histories, kinds, problems.size());
        }
        return measured();
    }

    private void run(BenchCluster cluster, List<StaleRouter> routers, long seed) throws InterruptedException {
        Random random = new Random(seed);
        RandomChange draw = new RandomChange(
                random,
                BenchCluster.BUCKETS,
                cluster.cluster().config().shards().stream()
                        .map(ShardConfig::name)
                        .toList());
        Reorganizer reorganizer = new Reorganizer(cluster);
        WrittenUsers written = new WrittenUsers();
        written.meet(ALL_SLOTS, routers);
        for (int i = 0; i < changes; i++) {
            RandomChange.Change change =
                    draw.next(cluster.cluster().placements().all());
            kinds.merge(change.kind(), 1, Integer::sum);
            List<StaleRouter> restedFirst = random.nextBoolean() ? routers : List.of(routers.get(1), routers.get(0));
            List<StaleRouter> busy = random.nextInt(3) == 0 ? routers : restedFirst.subList(1, 2);
            Move move;
            try (BusyRouters ignored = new BusyRouters(busy, written, random.nextLong())) {
                move = change.carryOut(reorganizer);
            }
            if (routers.get(0).version() != routers.get(1).version()) {
                apart++;
            }
            written.meet(change.cover(), restedFirst);
            reorganizer.complete(List.of(move));
        }
        written.lookForAll(routers);
        written.requireEachOnce(cluster);
        problems.addAll(written.problems());
        users += written.count();
        acts += written.acts();
    }

    private Measured measured() {
        ReportLines lines = new ReportLines();
        lines.line("## RandomHistories\n");
        lines.line(
                "%d histories of %d random changes each, seed %d: %s. Two routers that don't look at the directory by themselves act as clients; after %d"
                        + " of the changes they had different versions of it, and the one that had rested was asked first. %d users were stored in %d acts;"
                        + " at the end each is looked for with both routers, and in the live tables of all shards.\n",
                histories, changes, seed, kinds, apart, users, acts);
        problems.stream().limit(20).forEach(problem -> lines.line("- %s", problem));
        return new Measured(
                List.of(new Goal(
                        "histories: each user that was stored is found after all changes, once, and no act fails",
                        problems.size() + " problems, " + users + " users",
                        problems.isEmpty())),
                lines.toString());
    }
}
