package dev.tessera.ops.planning.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.ShardCapacity;
import dev.tessera.shardconfig.growth.Share;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds of every plan, seen on thousands of clusters drawn at random. */
class PlannerPropertiesTest {
    private static final int CLUSTERS = Integer.getInteger("tessera.planner.clusters", 2_000);
    private static final int TINY = 1_500;

    private record Case(List<PlannedBucket> buckets, List<PlannedShard> shards) {}

    @Test
    void noLimitIsBroken_atNoStep_andEverythingEndsWhereItShould() {
        int planned = 0;
        int refused = 0;
        for (int seed = 0; seed < CLUSTERS; seed++) {
            Case drawn = draw(new Random(seed));
            try {
                PlacementPlan plan = plan(drawn);
                assertStepsAreWithinLimits(seed, drawn, plan);
                assertMovesAreNeeded(seed, drawn, plan);
                planned++;
            } catch (PlanRefusedException e) {
                refused++;
            }
        }
        System.out.printf(Locale.ROOT, "planner: %d plans, %d refused%n", planned, refused);
        assertThat(planned).isGreaterThan(CLUSTERS / 2);
        assertThat(refused).as("limits are tight at times").isPositive();
    }

    @Test
    void sameQuestion_hasTheSameAnswer_inWhateverOrderItIsAsked() {
        for (int seed = 0; seed < 300; seed++) {
            Case drawn = draw(new Random(seed));
            List<PlannedBucket> buckets = new ArrayList<>(drawn.buckets());
            List<PlannedShard> shards = new ArrayList<>(drawn.shards());
            Collections.shuffle(buckets, new Random(seed));
            Collections.shuffle(shards, new Random(seed));
            assertThat(answer(new Case(buckets, shards))).as("seed " + seed).isEqualTo(answer(drawn));
        }
    }

    @Test
    void planThatWasCarriedOut_hasNothingLeftToDo() {
        for (int seed = 0; seed < 300; seed++) {
            Case drawn = draw(new Random(seed));
            try {
                PlacementPlan plan = plan(drawn);
                if (plan.isBalanced()) {
                    assertThat(plan(new Case(after(drawn, plan), drawn.shards()))
                                    .waves())
                            .as("seed " + seed)
                            .isEmpty();
                }
            } catch (PlanRefusedException e) {
                // Then there is nothing to carry out.
            }
        }
    }

    /** On clusters so small that every placement can be tried. */
    @Test
    void lowerBound_isNeverAboveTheBestThatThereIs() {
        int compared = 0;
        int reached = 0;
        for (int seed = 0; seed < TINY; seed++) {
            Random random = new Random(seed);
            int shards = 2 + random.nextInt(2);
            int count = 4 + random.nextInt(4);
            long[] sizes =
                    random.longs(count, 1, random.nextBoolean() ? 40 : 400).toArray();
            List<PlannedBucket> buckets = Towns.buckets(sizes, Towns.spread(count, shards, random));
            List<PlannedShard> all = new ArrayList<>(Towns.shards(shards));
            if (shards == 3 && random.nextInt(3) == 0) {
                all.set(0, Towns.shard(0, Role.EMPTIED, ShardCapacity.UNLIMITED));
            }
            Share tolerance = new Share(500 + random.nextInt(2_500));
            long best = new Exhaustive(buckets, all, tolerance).best();
            if (best < Long.MAX_VALUE) {
                PlacementPlan plan = PlacementPlanner.plan(buckets, all, tolerance);
                assertThat(plan.lowerBound()).as("seed " + seed).isLessThanOrEqualTo(best);
                compared++;
                reached += plan.isBalanced() ? 1 : 0;
            }
        }
        System.out.printf(
                Locale.ROOT, "planner: of %d tiny clusters that can be balanced, %d were%n", compared, reached);
        assertThat(compared).isGreaterThan(100);
        assertThat(reached).isGreaterThan(compared * 9 / 10);
    }

    @Test
    void fourThousandBucketsOfZipfSizes_areMovedAtNearlyTheLeastPossible() {
        for (double power : new double[] {0.5, 0.8, 1, 1.2}) {
            for (int start = 0; start < 5; start++) {
                Random random = new Random(start);
                long[] sizes = Towns.zipf(4096, power, 1L << 40, random);
                int[] places =
                        switch (start) {
                            case 0 -> Towns.spread(4096, 64, random);
                            case 1 -> Towns.spread(4096, 32, random);
                            case 2 -> Towns.inTurn(4096, 64);
                            case 3 -> Towns.inTurn(4096, 48);
                            default -> Towns.spread(4096, 2, random);
                        };
                long begun = cpuNanos();
                PlacementPlan plan =
                        PlacementPlanner.plan(Towns.buckets(sizes, places), Towns.shards(64), Towns.TOLERANCE);
                long millis = (cpuNanos() - begun) / 1_000_000;
                System.out.printf(
                        Locale.ROOT,
                        "planner: Zipf %.1f, start %d: %d ms, %d moves, %.4f of the lower bound, balanced %s, %d limits%n",
                        power,
                        start,
                        millis,
                        plan.moves().count(),
                        plan.lowerBound() == 0 ? 1 : (double) plan.bytes() / plan.lowerBound(),
                        plan.isBalanced(),
                        plan.limits().size());
                String which = "Zipf " + power + ", start " + start;
                assertThat(plan.isBalanced()).as(which).isTrue();
                assertThat((double) plan.bytes()).as(which).isLessThanOrEqualTo(1.05 * plan.lowerBound());
            }
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Object answer(Case drawn) {
        try {
            return plan(drawn);
        } catch (PlanRefusedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static PlacementPlan plan(Case drawn) {
        return PlacementPlanner.plan(drawn.buckets(), drawn.shards(), Towns.TOLERANCE);
    }

    private static Case draw(Random random) {
        int shards = 1 + random.nextInt(8);
        int count = 16 + random.nextInt(100);
        long[] sizes =
                switch (random.nextInt(3)) {
                    case 0 -> random.longs(count, 0, 1_000_000).toArray();
                    case 1 -> Towns.zipf(count, 1, 50_000_000, random);
                    default -> random.longs(count, 700_000, 700_001).toArray();
                };
        long total = Arrays.stream(sizes).sum();
        List<PlannedShard> all = new ArrayList<>();
        for (int shard = 0; shard < shards; shard++) {
            all.add(Towns.shard(shard, role(random, shard), capacity(random, total / shards)));
        }
        List<PlannedBucket> buckets = new ArrayList<>();
        int inUse = 1 + random.nextInt(shards);
        for (int bucket = 0; bucket < count; bucket++) {
            Load load = new Load(sizes[bucket], sizes[bucket] / 100, random.nextInt(20));
            buckets.add(new PlannedBucket(
                    Towns.bucket(bucket), Towns.name(random.nextInt(inUse)), 1 + random.nextInt(9), load));
        }
        return new Case(buckets, all);
    }

    private static Role role(Random random, int shard) {
        int drawn = random.nextInt(10);
        return shard == 0 || drawn < 7 ? Role.BALANCED : drawn < 9 ? Role.EMPTIED : Role.KEPT;
    }

    private static ShardCapacity capacity(Random random, long part) {
        Map<Measure, Long> limits = new HashMap<>();
        if (random.nextInt(3) > 0) {
            limits.put(Measure.BYTES, 1 + (long) (part * (1 + 4 * random.nextDouble())));
        }
        if (random.nextInt(4) == 0) {
            limits.put(Measure.WRITES_PER_SECOND, 100L + random.nextInt(2_000));
        }
        return new ShardCapacity(limits, new Share(1_000), random.nextInt(3) == 0 ? 2 : 1);
    }

    /** The worst that can happen in each wave: everything arrives before anything leaves. */
    private static void assertStepsAreWithinLimits(int seed, Case drawn, PlacementPlan plan) {
        Map<BucketId, PlannedBucket> buckets =
                drawn.buckets().stream().collect(Collectors.toMap(PlannedBucket::bucket, Function.identity()));
        Map<ShardName, PlannedShard> shards =
                drawn.shards().stream().collect(Collectors.toMap(PlannedShard::name, Function.identity()));
        Map<BucketId, ShardName> homes = new HashMap<>();
        drawn.buckets().forEach(bucket -> homes.put(bucket.bucket(), bucket.shard()));
        Set<BucketId> moved = new HashSet<>();
        for (Wave wave : plan.waves()) {
            Map<ShardName, Load> worst = loads(buckets, homes);
            for (BucketMove move : wave.moves()) {
                assertThat(moved.add(move.bucket()))
                        .as("moved once, seed " + seed)
                        .isTrue();
                assertThat(homes.get(move.bucket())).as("seed " + seed).isEqualTo(move.from());
                assertThat(of(shards, move.to()).role()).as("seed " + seed).isEqualTo(Role.BALANCED);
                assertThat(of(shards, move.from()).role()).as("seed " + seed).isNotEqualTo(Role.KEPT);
                Load arriving = of(buckets, move.bucket()).load();
                worst.merge(move.to(), arriving, Load::plus);
                for (Measure measure : Measure.values()) {
                    assertThat(of(worst, move.to()).of(measure))
                            .as("seed " + seed + ", " + measure)
                            .isLessThanOrEqualTo(of(shards, move.to())
                                    .capacity()
                                    .limit(measure)
                                    .orElse(Long.MAX_VALUE));
                }
            }
            wave.moves().forEach(move -> homes.put(move.bucket(), move.to()));
        }
        loads(buckets, homes).forEach((name, load) -> {
            PlannedShard shard = of(shards, name);
            assertThat(shard.role()).as("seed " + seed).isNotEqualTo(Role.EMPTIED);
            assertThat(shard.role() == Role.KEPT || shard.capacity().fits(load))
                    .as("at rest, seed " + seed)
                    .isTrue();
        });
    }

    private static <K, V> V of(Map<K, V> map, K key) {
        return Optional.ofNullable(map.get(key)).orElseThrow();
    }

    private static Map<ShardName, Load> loads(Map<BucketId, PlannedBucket> buckets, Map<BucketId, ShardName> homes) {
        Map<ShardName, Load> loads = new HashMap<>();
        homes.forEach((bucket, shard) -> loads.merge(shard, of(buckets, bucket).load(), Load::plus));
        return loads;
    }

    /** Each bucket that is moved either has to leave, or its shard or its target would miss what it shall hold by more. */
    private static void assertMovesAreNeeded(int seed, Case drawn, PlacementPlan plan) {
        Map<ShardName, ShardOutcome> outcomes = plan.shards().stream()
                .collect(Collectors.toMap(outcome -> outcome.shard().name(), Function.identity()));
        Map<BucketId, PlannedBucket> buckets =
                drawn.buckets().stream().collect(Collectors.toMap(PlannedBucket::bucket, Function.identity()));
        for (BucketMove move : plan.moves().toList()) {
            ShardOutcome from = of(outcomes, move.from());
            ShardOutcome to = of(outcomes, move.to());
            if (from.shard().role() == Role.EMPTIED) {
                continue;
            }
            Load load = of(buckets, move.bucket()).load();
            boolean hadRoom = from.shard().capacity().fits(from.after().plus(load));
            long worse = missed(from, from.after().bytes() + move.bytes())
                    + missed(to, to.after().bytes() - move.bytes())
                    - missed(from, from.after().bytes())
                    - missed(to, to.after().bytes());
            assertThat(!hadRoom || worse > 0 || isGiant(to, move))
                    .as("bucket " + move.bucket() + " could have stayed, seed " + seed)
                    .isTrue();
        }
    }

    private static boolean isGiant(ShardOutcome host, BucketMove move) {
        return host.least() == move.bytes();
    }

    private static long missed(ShardOutcome shard, long bytes) {
        return Math.max(0, bytes - shard.most()) + Math.max(0, shard.least() - bytes);
    }

    private static List<PlannedBucket> after(Case drawn, PlacementPlan plan) {
        Map<BucketId, ShardName> moved = plan.moves().collect(Collectors.toMap(BucketMove::bucket, BucketMove::to));
        return drawn.buckets().stream()
                .map(bucket -> new PlannedBucket(
                        bucket.bucket(),
                        moved.getOrDefault(bucket.bucket(), bucket.shard()),
                        bucket.epoch(),
                        bucket.load()))
                .toList();
    }
}
