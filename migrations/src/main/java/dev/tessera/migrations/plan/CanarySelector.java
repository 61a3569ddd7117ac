package dev.tessera.migrations.plan;

import dev.tessera.migrations.change.PendingBucket;
import dev.tessera.migrations.view.BucketVolume;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** Selects the bucket that is migrated first: it has the oldest version, holds rows, and is small. */
final class CanarySelector {
    private CanarySelector() {}

    static Optional<PendingBucket> of(
            Collection<PendingBucket> pending, Function<ShardName, SortedMap<BucketId, BucketVolume>> volumes) {
        List<PendingBucket> oldest = oldest(pending);
        if (oldest.isEmpty()) {
            return Optional.empty();
        }
        ShardName shard = oldest.get(0).shard();
        SortedMap<BucketId, BucketVolume> held = volumes.apply(shard);
        return oldest.stream()
                .filter(bucket -> bucket.shard().equals(shard))
                .min(Comparator.comparing(
                                (PendingBucket bucket) -> volume(held, bucket).rows() == 0)
                        .thenComparing(bucket -> volume(held, bucket).bytes())
                        .thenComparing(PendingBucket::bucket));
    }

    /** Those that a killed migration left in the middle come last. */
    private static List<PendingBucket> oldest(Collection<PendingBucket> pending) {
        Comparator<PendingBucket> way = Comparator.comparing(
                        (PendingBucket bucket) -> !bucket.schema().complete())
                .thenComparing(bucket -> bucket.schema().version());
        return pending.stream()
                .min(way)
                .map(first -> pending.stream()
                        .filter(bucket -> way.compare(bucket, first) == 0)
                        .toList())
                .orElse(List.of());
    }

    private static BucketVolume volume(SortedMap<BucketId, BucketVolume> volumes, PendingBucket bucket) {
        return volumes.getOrDefault(bucket.bucket(), BucketVolume.NONE);
    }
}
