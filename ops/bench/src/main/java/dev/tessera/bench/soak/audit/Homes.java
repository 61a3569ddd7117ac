package dev.tessera.bench.soak.audit;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.testbed.homes.LiveIntervals.Interval;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The homes of each bucket over time, in one round. */
public final class Homes {
    private final List<Stay> stays;

    private record Stay(BucketId bucket, String server, Instant from, Instant to) {}

    private Homes(List<Stay> stays) {
        this.stays = stays;
    }

    /**
     * Reads intervals.
     *
     * @param intervals by bucket, then by their beginnings
     * @param names what the servers of the intervals are called in a plan
     */
    public static Homes of(List<Interval> intervals, UnaryOperator<String> names) {
        return new Homes(intervals.stream()
                .map(interval -> new Stay(
                        interval.bucket(),
                        names.apply(interval.server()),
                        time(interval.fromMicros()),
                        time(interval.toMicros())))
                .toList());
    }

    private static Instant time(long micros) {
        if (micros == Long.MIN_VALUE || micros == Long.MAX_VALUE) {
            return micros == Long.MIN_VALUE ? Instant.MIN : Instant.MAX;
        }
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    boolean isOn(String server, int slot, Instant from, Instant to) {
        return stays.stream()
                .anyMatch(stay -> stay.bucket().contains(slot)
                        && stay.server().equals(server)
                        && stay.from().isBefore(to)
                        && stay.to().isAfter(from));
    }

    /** By slots that were always in one bucket together, then in their order. */
    public List<Absence> absences() {
        SortedSet<Integer> firsts = new TreeSet<>();
        stays.forEach(stay -> {
            firsts.add(stay.bucket().firstSlot());
            firsts.add(stay.bucket().lastSlot() + 1);
        });
        List<Integer> cuts = List.copyOf(firsts);
        List<Absence> absences = new ArrayList<>();
        for (int i = 1; i < cuts.size(); i++) {
            absences.addAll(absences(new BucketId(cuts.get(i - 1), cuts.get(i) - 1)));
        }
        return absences;
    }

    private List<Absence> absences(BucketId slots) {
        List<Stay> ofSlots = stays.stream()
                .filter(stay -> stay.bucket().overlaps(slots))
                .sorted(Comparator.comparing(Stay::from))
                .toList();
        List<Absence> absences = new ArrayList<>();
        for (int i = 1; i < ofSlots.size(); i++) {
            Stay before = ofSlots.get(i - 1);
            Stay after = ofSlots.get(i);
            absences.add(new Absence(slots, before.server(), after.server(), before.to(), after.from()));
        }
        return absences;
    }
}
