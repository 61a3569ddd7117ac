package dev.tessera.ops.move.journal;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.reshape.Reshape;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A move that shall be written down.
 *
 * @param reshape which buckets become which on one shard; empty: the bucket is moved as it is
 * @param throttle JSON, as {@code ThrottleLimitsJson} writes it; empty: the default limits
 * @param reverses the move whose originals shall be live again; empty: a copy is made
 * @param closesReverseReplication true: an open reverse replication of the bucket ends with this move; of no meaning when it goes by it
 * @param grace how long after the switch the originals are not dropped
 * @param plan that it belongs to; empty: none
 * @param who for people
 */
public record MoveRequest(
        BucketId bucket,
        Optional<Reshape> reshape,
        ShardName source,
        ShardName target,
        int schemaVersion,
        CutoverMode cutover,
        Optional<String> throttle,
        Optional<Long> reverses,
        boolean closesReverseReplication,
        Duration grace,
        Optional<String> plan,
        String who) {
    /** Whose tables go. */
    SortedSet<BucketId> parents() {
        return reshape.map(Reshape::parents).orElseGet(() -> new TreeSet<>(Set.of(bucket)));
    }

    /** Of a reorganization: whose tables come. */
    SortedSet<BucketId> children() {
        return reshape.map(Reshape::children).orElseGet(TreeSet::new);
    }

    /** A copy, with the usual limits and no grace, beside which no reverse replication stays open. */
    public static MoveRequest plain(
            BucketId bucket, ShardName source, ShardName target, int schemaVersion, CutoverMode cutover, String who) {
        return new MoveRequest(
                bucket,
                Optional.empty(),
                source,
                target,
                schemaVersion,
                cutover,
                Optional.empty(),
                Optional.empty(),
                true,
                Duration.ZERO,
                Optional.empty(),
                who);
    }
}
