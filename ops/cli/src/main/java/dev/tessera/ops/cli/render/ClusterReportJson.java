package dev.tessera.ops.cli.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tessera.migrations.report.ClusterReport;
import dev.tessera.migrations.report.ClusterReport.BucketStatus;
import dev.tessera.migrations.report.ClusterReport.ShardStatus;
import dev.tessera.migrations.view.BucketSchema;
import dev.tessera.shardconfig.ShardState;

/** A report for programs. Field names are a contract; what isn't known is null. */
public final class ClusterReportJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ClusterReportJson() {}

    public static String of(ClusterReport report) {
        ObjectNode root = JSON.objectNode()
                .put("cluster", report.cluster())
                .put(
                        "bucket_count",
                        report.directory().reachable() ? report.buckets().size() : null);
        root.set("directory", directory(report));
        ArrayNode shards = root.putArray("shards");
        report.shards().forEach(shard -> shards.add(shard(shard)));
        root.set("buckets", bucketArray(report));
        ArrayNode problems = root.putArray("problems");
        report.problems().forEach(problems::add);
        return root.toPrettyString();
    }

    /** The buckets alone. */
    public static String buckets(ClusterReport report) {
        return bucketArray(report).toPrettyString();
    }

    private static ArrayNode bucketArray(ClusterReport report) {
        ArrayNode buckets = JSON.arrayNode();
        report.buckets().forEach(bucket -> buckets.add(bucket(bucket, SeenBuckets.isSeen(report, bucket))));
        return buckets;
    }

    private static ObjectNode directory(ClusterReport report) {
        ClusterReport.DirectoryStatus directory = report.directory();
        boolean seen = directory.reachable();
        return JSON.objectNode()
                .put("address", directory.address().toString())
                .put("reachable", seen)
                .put("version", seen ? directory.version() : null)
                .put("schema_version", seen ? directory.schemaVersion() : null)
                .put("published_bucket_schema_version", seen ? directory.publishedBucketSchema() : null);
    }

    private static ObjectNode shard(ShardStatus shard) {
        boolean seen = shard.reachable();
        return JSON.objectNode()
                .put("shard", shard.name().value())
                .put("address", shard.address().toString())
                .put("state", shard.state().map(ShardState::column).orElse(null))
                .put("reachable", seen)
                .put(
                        "server_version",
                        shard.server().map(ClusterReport.Server::version).orElse(null))
                .put(
                        "server_uuid",
                        shard.server().map(ClusterReport.Server::uuid).orElse(null))
                .put("buckets", seen ? shard.buckets() : null)
                .put("rows", seen ? shard.rows() : null)
                .put("bytes", seen ? shard.size().bytes() : null);
    }

    private static ObjectNode bucket(BucketStatus bucket, boolean seen) {
        return JSON.objectNode()
                .put("bucket", bucket.bucket().name())
                .put("first_slot", bucket.bucket().firstSlot())
                .put("last_slot", bucket.bucket().lastSlot())
                .put("shard", bucket.shard().value())
                .put("epoch", bucket.epoch())
                .put("state", bucket.state().column())
                .put(
                        "schema_version",
                        bucket.schema().map(BucketSchema::version).orElse(null))
                .put("tables", seen ? bucket.tables() : null)
                .put("rows", seen ? bucket.rows() : null)
                .put("bytes", seen ? bucket.size().bytes() : null);
    }
}
