package dev.tessera.bench.soak.plan;

import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.SlotFunction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws the actions of an operator. */
final class OperatorSchedule {
    /** Of every cluster that is soaked. */
    static final int BUCKETS = 16;

    private static final int MOST_AT_ONCE = 4;
    private static final int CANDIDATES = 8;
    private static final int PICKS = 8;

    private static final EnumMap<Verb, Integer> VERBS = new EnumMap<>(Map.of(
            Verb.REVERSE, 28,
            Verb.COMPLETE, 9,
            Verb.ABORT, 9,
            Verb.PAUSE, 12,
            Verb.RESUME, 22,
            Verb.CUTOVER, 5,
            Verb.TUNE, 10));

    private final SeededRandom random;

    OperatorSchedule(SeededRandom random) {
        this.random = random;
    }

    SoakAction action() {
        return random.chance(20) ? reorganize() : random.chance(45) ? move() : ask();
    }

    private SoakAction reorganize() {
        List<String> options = random.chance(70) ? List.of("--drop-reverse-replication") : List.of();
        return new SoakAction.ReorganizeBuckets(
                random.chance(50), random.below(SlotFunction.SLOTS), 2 + random.below(3), options);
    }

    SoakAction move() {
        int count = random.chance(50) ? 1 : 1 + random.below(MOST_AT_ONCE);
        Set<Integer> candidates = new LinkedHashSet<>();
        while (candidates.size() < CANDIDATES) {
            candidates.add(
                    new InitialBuckets(BUCKETS).get(random.below(BUCKETS)).firstSlot());
        }
        List<String> options = new ArrayList<>();
        if (random.chance(55)) {
            options.add("--drop-reverse-replication");
        }
        if (random.chance(10)) {
            options.add("--cutover=manual");
        }
        if (random.chance(45)) {
            options.addAll(limit());
        }
        return new SoakAction.MoveBuckets(count, List.copyOf(candidates), random.one(Place.SHARDS), options);
    }

    private SoakAction ask() {
        Verb verb = random.weighted(VERBS);
        return new SoakAction.AskOfMove(verb, random.below(PICKS), verb == Verb.TUNE ? limit() : List.of());
    }

    /** Some hold a move for a while, some hardly ever. */
    private List<String> limit() {
        return random.one(List.of(
                List.of("--bytes-per-second", "150KiB"),
                List.of("--bytes-per-second", "1MiB"),
                List.of("--bytes-per-second", "off"),
                List.of("--threads-running", "2"),
                List.of("--threads-running", "8"),
                List.of("--history", "500"),
                List.of("--threads-running", "off", "--history", "off")));
    }
}
