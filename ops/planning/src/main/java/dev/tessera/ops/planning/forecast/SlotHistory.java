package dev.tessera.ops.planning.forecast;

import dev.tessera.ops.planning.split.LoadShare;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.growth.Load;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The past of the present buckets, whatever buckets their slots were in: a bucket that a split made has the growth of its parent by its
 * share of the slots, corrected by what its own first sample shows. Between two samplings with a split or a merge between them nothing
 * grows. Estimated until a bucket has two samples of its own.
 */
public final class SlotHistory {
    private static final int OWN_SAMPLES = 2;

    private final List<Line> lines;

    /** @param present the live buckets */
    public SlotHistory(Collection<BucketId> present) {
        this.lines = present.stream().sorted().map(Line::new).toList();
    }

    /**
     * Goes back by one sampling.
     *
     * @param sampled at one moment, before those of the call before; no two share a slot
     * @return of the present buckets whose slots were all sampled, in their order
     */
    public List<BucketSample> before(Collection<BucketSample> sampled) {
        NavigableMap<Integer, BucketSample> byFirstSlot = new TreeMap<>();
        sampled.forEach(sample -> byFirstSlot.put(sample.bucket().firstSlot(), sample));
        return lines.stream().flatMap(line -> line.before(byFirstSlot).stream()).toList();
    }

    /** Buckets whose past is estimated, by the samplings until now. */
    public List<BucketId> estimated() {
        return lines.stream()
                .filter(line -> line.inherited > 0 && line.own < OWN_SAMPLES)
                .map(line -> line.bucket)
                .toList();
    }

    /** One present bucket, back to where it has been followed. */
    private static final class Line {
        private final BucketId bucket;
        private List<BucketId> sources = List.of();
        private double bytes;
        private double rows;
        private double bytesFactor = 1;
        private double rowsFactor = 1;
        private int own;
        private int inherited;

        Line(BucketId bucket) {
            this.bucket = bucket;
        }

        Optional<BucketSample> before(NavigableMap<Integer, BucketSample> byFirstSlot) {
            List<BucketSample> samples = overlapping(byFirstSlot);
            int covered = samples.stream()
                    .mapToInt(sample -> common(sample).slotCount())
                    .sum();
            return covered == bucket.slotCount() ? Optional.of(before(samples)) : Optional.empty();
        }

        private BucketSample before(List<BucketSample> samples) {
            Load share = Load.sum(samples.stream().map(this::share).toList());
            List<BucketId> now = samples.stream().map(BucketSample::bucket).toList();
            if (!sources.isEmpty() && !now.equals(sources)) {
                bytesFactor = share.bytes() == 0 ? 1 : bytes / share.bytes();
                rowsFactor = share.rows() == 0 ? 1 : rows / share.rows();
            }
            sources = now;
            bytes = share.bytes() * bytesFactor;
            rows = share.rows() * rowsFactor;
            if (now.equals(List.of(bucket))) {
                own++;
            } else {
                inherited++;
            }
            boolean isWriteRateKnown =
                    samples.stream().allMatch(sample -> sample.writesPerSecond().isPresent());
            return new BucketSample(
                    samples.get(0).at(),
                    bucket,
                    samples.stream().mapToLong(BucketSample::epoch).max().orElseThrow(),
                    Math.round(bytes),
                    Math.round(rows),
                    isWriteRateKnown ? OptionalDouble.of(share.writesPerSecond()) : OptionalDouble.empty());
        }

        private List<BucketSample> overlapping(NavigableMap<Integer, BucketSample> byFirstSlot) {
            Integer from = Optional.ofNullable(byFirstSlot.floorKey(bucket.firstSlot()))
                    .orElse(bucket.firstSlot());
            return byFirstSlot.subMap(from, true, bucket.lastSlot(), true).values().stream()
                    .filter(sample -> sample.bucket().overlaps(bucket))
                    .toList();
        }

        private Load share(BucketSample sample) {
            Load load = new Load(
                    sample.bytes(), sample.rows(), sample.writesPerSecond().orElse(0));
            return LoadShare.of(load, sample.bucket(), common(sample));
        }

        private BucketId common(BucketSample sample) {
            return new BucketId(
                    Math.max(bucket.firstSlot(), sample.bucket().firstSlot()),
                    Math.min(bucket.lastSlot(), sample.bucket().lastSlot()));
        }
    }
}
