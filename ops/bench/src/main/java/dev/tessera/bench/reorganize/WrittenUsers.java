package dev.tessera.bench.reorganize;

import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.router.RouterException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.placement.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Users of whom a router said that they are stored, and what was found wrong with them. Thread-safe. */
final class WrittenUsers {
    private static final int NEW_ONES = 3;
    private static final int OLD_ONES = 10;

    private final AtomicInteger drawn = new AtomicInteger();
    private final AtomicLong acts = new AtomicLong();
    private final List<Integer> stored = new CopyOnWriteArrayList<>();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();

    /** Each router in turn writes users of these slots and looks for them and for older ones. */
    void meet(BucketId slots, List<StaleRouter> routers) {
        for (StaleRouter router : routers) {
            for (int made = 0; made < NEW_ONES; ) {
                int number = drawn.incrementAndGet();
                if (slots.contains(StaleRouter.idOf(number).slot())) {
                    signUp(router, number);
                    made++;
                }
            }
            stored.stream()
                    .filter(number -> slots.contains(StaleRouter.idOf(number).slot()))
                    .limit(OLD_ONES)
                    .forEach(number -> lookFor(router, number));
        }
    }

    /** With each router, all of them. */
    void lookForAll(List<StaleRouter> routers) {
        routers.forEach(router -> stored.forEach(number -> lookFor(router, number)));
    }

    /** One user more, or a look for one. */
    void act(StaleRouter router, Random random) {
        if (stored.isEmpty() || random.nextBoolean()) {
            signUp(router, drawn.incrementAndGet());
        } else {
            lookFor(router, stored.get(random.nextInt(stored.size())));
        }
    }

    private void signUp(StaleRouter router, int number) {
        acts.incrementAndGet();
        try {
            router.signUp(number);
            stored.add(number);
        } catch (RouterException e) {
            problems.add("user " + number + " couldn't be stored: " + e.getMessage());
        }
    }

    private void lookFor(StaleRouter router, int number) {
        acts.incrementAndGet();
        try {
            if (!router.knows(number)) {
                problems.add("user " + number + " wasn't found");
            }
        } catch (RouterException e) {
            problems.add("user " + number + " couldn't be looked for: " + e.getMessage());
        }
    }

    /** In the live tables of the home of its slot, and in no other. */
    void requireEachOnce(BenchCluster cluster) {
        TreeMap<Long, Integer> found = new TreeMap<>();
        for (Placement placement : cluster.cluster().placements().all()) {
            ids(cluster, placement).forEach(id -> found.merge(id, 1, Integer::sum));
        }
        for (int number : stored) {
            int times = found.getOrDefault(StaleRouter.idOf(number).value(), 0);
            if (times != 1) {
                problems.add("user " + number + " stands in " + times + " live tables");
            }
        }
    }

    private static List<Long> ids(BenchCluster cluster, Placement placement) {
        try (SqlSession session = cluster.cluster().server(placement.shard()).open()) {
            return session.query(
                    "select user_id from tessera." + BucketTables.physicalName("users", placement.bucket()),
                    row -> row.getLong(1));
        }
    }

    int count() {
        return stored.size();
    }

    long acts() {
        return acts.get();
    }

    List<String> problems() {
        return new ArrayList<>(problems);
    }
}
