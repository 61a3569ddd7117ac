package dev.tessera.ops.move.run;

import dev.tessera.shardconfig.ShardName;

/**
 * One bucket that shall be carried.
 *
 * @param bytes of its tables on the source, as the tablespaces have them
 */
public record PlannedMove(int bucket, ShardName source, ShardName target, int schemaVersion, long bytes) {}
