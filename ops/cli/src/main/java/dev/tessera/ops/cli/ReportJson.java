package dev.tessera.ops.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tessera.migrations.BucketSchema;
import dev.tessera.migrations.ClusterReport;
import dev.tessera.migrations.ClusterReport.BucketStatus;
import dev.tessera.migrations.ClusterReport.ShardStatus;
import java.util.Locale;

/** A report for programs. Field names are a contract; what isn't known is null. */
final class ReportJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ReportJson() {}

    static String of(ClusterReport report) {
        ObjectNode root = JSON.objectNode().put("cluster", report.cluster()).put("bucket_count", report.bucketCount());
        root.set("directory", directory(report));
        ArrayNode shards = root.putArray("shards");
        report.shards().forEach(shard -> shards.add(shard(shard)));
        ArrayNode buckets = root.putArray("buckets");
        report.buckets().forEach(bucket -> buckets.add(bucket(bucket)));
        ArrayNode problems = root.putArray("problems");
        report.problems().forEach(problems::add);
        return root.toPrettyString();
    }

    private static ObjectNode directory(ClusterReport report) {
        return JSON.objectNode()
                .put("address", report.directory().address().toString())
                .put("reachable", report.directory().reachable())
                .put("version", report.directory().version())
                .put("schema_version", report.directory().schemaVersion())
                .put("published_bucket_schema_version", report.directory().publishedBucketSchema());
    }

    private static ObjectNode shard(ShardStatus shard) {
        return JSON.objectNode()
                .put("shard", shard.name().value())
                .put("address", shard.address().toString())
                .put("reachable", shard.reachable())
                .put(
                        "server_version",
                        shard.server().map(ClusterReport.Server::version).orElse(null))
                .put(
                        "server_uuid",
                        shard.server().map(ClusterReport.Server::uuid).orElse(null))
                .put("buckets", shard.buckets())
                .put("rows", shard.rows())
                .put("bytes", shard.size().bytes());
    }

    private static ObjectNode bucket(BucketStatus bucket) {
        return JSON.objectNode()
                .put("bucket", bucket.bucket())
                .put("shard", bucket.shard().value())
                .put("epoch", bucket.epoch())
                .put("state", bucket.state().name().toLowerCase(Locale.ROOT))
                .put(
                        "schema_version",
                        bucket.schema().map(BucketSchema::version).orElse(null))
                .put("tables", bucket.tables())
                .put("rows", bucket.rows())
                .put("bytes", bucket.size().bytes());
    }
}
