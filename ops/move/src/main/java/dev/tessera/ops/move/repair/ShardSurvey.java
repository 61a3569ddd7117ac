package dev.tessera.ops.move.repair;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * One shard at one moment.
 *
 * @param known true when the directory knows the server as this shard
 * @param live bucket to the physical names of its live tables
 * @param homes bucket to the epoch that stands in {@code bucket_homes}
 * @param schemas bucket to what stands in {@code bucket_schema}
 * @param carried by schema of a move, {@code tessera_in_7} or {@code tessera_out_7}: bucket to the names of its tables there
 */
record ShardSurvey(
        ShardName name,
        String serverUuid,
        boolean known,
        SortedMap<BucketId, SortedSet<String>> live,
        Map<BucketId, Long> homes,
        Set<BucketId> schemas,
        SortedMap<String, SortedMap<BucketId, SortedSet<String>>> carried) {}
