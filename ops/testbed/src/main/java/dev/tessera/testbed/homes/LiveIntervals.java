package dev.tessera.testbed.homes;

import dev.tessera.shardconfig.BucketTables;
import dev.tessera.testbed.server.MySqlServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * When each server had live tables of which bucket, as the commit timestamps of their binlogs say: the rule that a bucket never has two homes
 * is one about these intervals. The servers share a clock.
 */
public final class LiveIntervals {
    private static final long ALWAYS = Long.MIN_VALUE;
    private static final long STILL = Long.MAX_VALUE;

    /** From the commit of the first table that became live until that of the last that ceased to be. */
    public record Interval(int bucket, String server, long fromMicros, long toMicros) {
        @Override
        public String toString() {
            return "bucket " + bucket + " on " + server + " from " + moment(fromMicros) + " to " + moment(toMicros);
        }

        private static String moment(long micros) {
            return micros == ALWAYS ? "the beginning" : micros == STILL ? "the end" : micros + " us";
        }
    }

    private final List<Binlog> binlogs;
    private final List<Map<Integer, Integer>> liveAtFirst;

    private LiveIntervals(List<Binlog> binlogs, List<Map<Integer, Integer>> liveAtFirst) {
        this.binlogs = binlogs;
        this.liveAtFirst = liveAtFirst;
    }

    /** To be called while nothing moves. */
    public static LiveIntervals fromNowOn(List<MySqlServer> servers, int bucketCount) {
        return new LiveIntervals(
                servers.stream().map(Binlog::fromNowOn).toList(),
                servers.stream().map(server -> live(server, bucketCount)).toList());
    }

    private static Map<Integer, Integer> live(MySqlServer server, int bucketCount) {
        Map<Integer, Integer> live = new TreeMap<>();
        for (int bucket = 0; bucket < bucketCount; bucket++) {
            SortedSet<String> tables = StandingTables.of(server, BucketTables.LIVE_SCHEMA, bucket);
            live.put(bucket, tables.size());
        }
        return live;
    }

    /** By bucket, then by their beginnings. */
    public List<Interval> all() {
        List<Interval> all = new ArrayList<>();
        for (int i = 0; i < binlogs.size(); i++) {
            all.addAll(of(binlogs.get(i), liveAtFirst.get(i)));
        }
        all.sort(Comparator.comparingInt(Interval::bucket)
                .thenComparingLong(Interval::fromMicros)
                .thenComparingLong(Interval::toMicros));
        return all;
    }

    private static List<Interval> of(Binlog binlog, Map<Integer, Integer> atFirst) {
        Map<Integer, Integer> tables = new TreeMap<>(atFirst);
        Map<Integer, Long> since = new TreeMap<>();
        tables.forEach((bucket, count) -> since.put(bucket, ALWAYS));
        List<Interval> intervals = new ArrayList<>();
        for (LiveRename rename : binlog.renames()) {
            int bucket = rename.bucket();
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

    /** Each two of one bucket that overlap. */
    public List<String> overlaps() {
        List<String> overlaps = new ArrayList<>();
        List<Interval> all = all();
        for (int i = 0; i < all.size(); i++) {
            Interval earlier = all.get(i);
            all.subList(i + 1, all.size()).stream()
                    .filter(later -> later.bucket() == earlier.bucket())
                    .filter(later -> later.fromMicros() <= earlier.toMicros())
                    .forEach(later -> overlaps.add(earlier + ", and " + later));
        }
        return overlaps;
    }

    /** The shortest time without a home, from one server to another; empty when no bucket went to another. */
    public Optional<Duration> smallestGap() {
        List<Interval> all = all();
        long smallest = STILL;
        for (int i = 1; i < all.size(); i++) {
            Interval before = all.get(i - 1);
            Interval after = all.get(i);
            if (before.bucket() == after.bucket() && !before.server().equals(after.server())) {
                smallest = Math.min(smallest, after.fromMicros() - before.toMicros());
            }
        }
        return smallest == STILL ? Optional.empty() : Optional.of(Duration.ofNanos(smallest * 1_000));
    }

    @Override
    public String toString() {
        return all().size() + " intervals, " + overlaps().size() + " overlaps, smallest gap "
                + smallestGap().map(gap -> gap.toNanos() / 1_000 + " us").orElse("none");
    }
}
