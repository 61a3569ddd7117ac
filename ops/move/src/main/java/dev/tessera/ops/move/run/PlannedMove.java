package dev.tessera.ops.move.run;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.util.Optional;

/**
 * One bucket that shall be carried.
 *
 * @param bytes of its tables on the source, as the tablespaces have them
 * @param reverses the move whose originals on the target it goes back to: nothing is copied; empty: a copy is made
 * @param closes the move whose reverse replication ends with it
 */
public record PlannedMove(
        BucketId bucket,
        ShardName source,
        ShardName target,
        int schemaVersion,
        long bytes,
        Optional<Long> reverses,
        Optional<Long> closes) {
    /** How much is written to the target to make the copy. */
    public long bytesToCopy() {
        return reverses.isPresent() ? 0 : bytes;
    }
}
