package dev.tessera.ops.rebalance.sampling;

import java.util.Optional;

/**
 * The measurements of one bucket on a server.
 *
 * @param bytes of its tables' files
 * @param rows as the server estimates them
 * @param writes rows inserted, updated and deleted since the server counts; empty when it doesn't
 */
record BucketReading(long bytes, long rows, Optional<Long> writes) {
    BucketReading plus(BucketReading other) {
        return new BucketReading(
                bytes + other.bytes,
                rows + other.rows,
                writes.flatMap(mine -> other.writes.map(theirs -> mine + theirs)));
    }
}
