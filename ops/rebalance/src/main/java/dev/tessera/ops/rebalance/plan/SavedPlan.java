package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedShard;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.ops.planning.placement.Wave;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.cluster.ClusterName;
import dev.tessera.shardconfig.growth.Share;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan with all data that it depends on.
 *
 * @param madeAt for people; two plans that differ in it alone are the same
 * @param asked what it shall bring about: {@code stage double}
 * @param directoryVersion of the directory whose placements it read
 * @param buckets all of them, where they lived and what they held
 * @param splits in the order in which they are carried out, before the first wave
 * @param waves moves of the buckets that there are after the splits
 * @param lowerBound bytes that every such plan moves at least
 */
public record SavedPlan(
        ClusterName cluster,
        Instant madeAt,
        String asked,
        long directoryVersion,
        Share tolerance,
        List<PlannedShard> shards,
        List<PlannedBucket> buckets,
        List<PlannedSplit> splits,
        List<Wave> waves,
        long lowerBound) {
    private static final int ID_LENGTH = 16;

    public SavedPlan {
        shards = List.copyOf(shards);
        buckets = List.copyOf(buckets);
        splits = List.copyOf(splits);
        waves = List.copyOf(waves);
    }

    /** All of them, those before splits first. */
    public Stream<BucketMove> moves() {
        return Stream.concat(
                splits.stream().flatMap(split -> split.moveFirst().stream()),
                waves.stream().flatMap(wave -> wave.moves().stream()));
    }

    public Optional<PlannedSplit> split(BucketId bucket) {
        return splits.stream()
                .filter(split -> split.bucket().bucket().equals(bucket))
                .findFirst();
    }

    /** Of its content: another plan has another one. 16 hexadecimal digits. */
    public String id() {
        try {
            byte[] content = PlanFile.content(this).toString().getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
