package dev.tessera.ops.cli.render;

import dev.tessera.migrations.report.ClusterReport;
import dev.tessera.migrations.report.ClusterReport.BucketStatus;

/** Of a bucket whose shard didn't answer, a report knows only what the directory says: its zeros mean nothing. */
final class SeenBuckets {
    private SeenBuckets() {}

    static boolean isSeen(ClusterReport report, BucketStatus bucket) {
        return report.shards().stream().anyMatch(shard -> shard.name().equals(bucket.shard()) && shard.reachable());
    }
}
