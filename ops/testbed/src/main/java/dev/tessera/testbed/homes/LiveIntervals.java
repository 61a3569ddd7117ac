package dev.tessera.testbed.homes;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.testbed.server.MySqlServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When each server had live tables of which bucket, as the commit timestamps of their binlogs say: the rule that a bucket never has two homes
 * is one about these intervals. The servers share a clock.
 */
public final class LiveIntervals {
    private static final long ALWAYS = Long.MIN_VALUE;
    private static final long STILL = Long.MAX_VALUE;

    /** From the commit of the first table that became live until that of the last that ceased to be. */
    public record Interval(BucketId bucket, String server, long fromMicros, long toMicros) {
        @Override
        public String toString() {
            return "bucket " + bucket + " on " + server + " from " + moment(fromMicros) + " to " + moment(toMicros);
        }

        private static String moment(long micros) {
            return micros == ALWAYS ? "the beginning" : micros == STILL ? "the end" : micros + " us";
        }
    }

    private final List<Binlog> binlogs;
    private final List<Map<BucketId, Integer>> liveAtFirst;

    private LiveIntervals(List<Binlog> binlogs, List<Map<BucketId, Integer>> liveAtFirst) {
        this.binlogs = binlogs;
        this.liveAtFirst = liveAtFirst;
    }

    /** To be called while nothing moves. */
    public static LiveIntervals fromNowOn(List<MySqlServer> servers) {
        return new LiveIntervals(
                servers.stream().map(Binlog::fromNowOn).toList(),
                servers.stream().map(LiveIntervals::live).toList());
    }

    private static Map<BucketId, Integer> live(MySqlServer server) {
        Map<BucketId, Integer> live = new TreeMap<>();
        StandingTables.in(server, BucketTables.LIVE_SCHEMA).forEach(table -> BucketTables.bucketOf(table)
                .ifPresent(bucket -> live.merge(bucket, 1, Integer::sum)));
        return live;
    }

    /** By bucket, then by their beginnings. */
    public List<Interval> all() {
        List<Interval> all = new ArrayList<>();
        for (int i = 0; i < binlogs.size(); i++) {
            all.addAll(of(binlogs.get(i), liveAtFirst.get(i)));
        }
        all.sort(Comparator.comparing(Interval::bucket)
                .thenComparingLong(Interval::fromMicros)
                .thenComparingLong(Interval::toMicros));
        return all;
    }

    private static List<Interval> of(Binlog binlog, Map<BucketId, Integer> atFirst) {
        Map<BucketId, Integer> tables = new TreeMap<>(atFirst);
        Map<BucketId, Long> since = new TreeMap<>();
        tables.forEach((bucket, count) -> since.put(bucket, ALWAYS));
        List<Interval> intervals = new ArrayList<>();
        for (LiveRename rename : binlog.renames()) {
            BucketId bucket = rename.bucket();
            int before = tables.getOrDefault(bucket, 0);
            int after = before + rename.tables();
            tables.put(bucket, after);
            if (before == 0 && after > 0) {
                since.put(bucket, rename.micros());
            } else if (before > 0 && after == 0) {
                intervals.add(new Interval(
                        bucket, binlog.server().name(), since.getOrDefault(bucket, ALWAYS), rename.micros()));
            }
        }
        tables.forEach((bucket, count) -> {
            if (count > 0) {
                intervals.add(new Interval(bucket, binlog.server().name(), since.getOrDefault(bucket, ALWAYS), STILL));
            }
        });
        return intervals;
    }

    /** Each two that share a slot and overlap. */
    public List<String> overlaps() {
        List<String> overlaps = new ArrayList<>();
        List<Interval> all = all();
        for (int i = 0; i < all.size(); i++) {
            Interval one = all.get(i);
            all.subList(i + 1, all.size()).stream()
                    .filter(other -> other.bucket().overlaps(one.bucket()))
                    .filter(other -> other.fromMicros() <= one.toMicros() && one.fromMicros() <= other.toMicros())
                    .forEach(other -> overlaps.add(one + ", and " + other));
        }
        return overlaps;
    }

    /** The shortest time that a slot had no home, from one to another; empty when none went to another. */
    public Optional<Duration> smallestGap() {
        List<Interval> all = all();
        return all.stream()
                .map(interval -> interval.bucket().firstSlot())
                .distinct()
                .flatMap(slot -> gapsOf(slot, all).stream())
                .min(Comparator.naturalOrder())
                .map(micros -> Duration.ofNanos(micros * 1_000));
    }

    private static List<Long> gapsOf(int slot, List<Interval> all) {
        List<Interval> homes = all.stream()
                .filter(interval -> interval.bucket().contains(slot))
                .sorted(Comparator.comparingLong(Interval::fromMicros))
                .toList();
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < homes.size(); i++) {
            Interval before = homes.get(i - 1);
            Interval after = homes.get(i);
            if (!before.server().equals(after.server()) || !before.bucket().equals(after.bucket())) {
                gaps.add(after.fromMicros() - before.toMicros());
            }
        }
        return gaps;
    }

    @Override
    public String toString() {
        return all().size() + " intervals, " + overlaps().size() + " overlaps, smallest gap "
                + smallestGap().map(gap -> gap.toNanos() / 1_000 + " us").orElse("none");
    }
}
