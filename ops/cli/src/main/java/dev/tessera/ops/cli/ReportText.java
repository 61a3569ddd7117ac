package dev.tessera.ops.cli;

import dev.tessera.migrations.BucketSchema;
import dev.tessera.migrations.ClusterReport;
import dev.tessera.migrations.ClusterReport.BucketStatus;
import dev.tessera.migrations.ClusterReport.ShardStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for people. */
final class ReportText {
    private static final String UNKNOWN = "?";

    private ReportText() {}

    static void print(ClusterReport report, boolean withBuckets, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "cluster %s: %d of %d buckets in the directory at %s, version %d, bucket schema %d%n%n",
                report.cluster(),
                report.buckets().size(),
                report.bucketCount(),
                report.directory().address(),
                report.directory().version(),
                report.directory().publishedBucketSchema());
        TextTable shards =
                new TextTable("shard", "address", "MySQL", ">buckets", ">rows", ">bytes", "schema", "epochs");
        report.shards().forEach(shard -> shards.row(shard(shard, bucketsOf(report, shard))));
        shards.print(out);
        if (withBuckets) {
            printBuckets(report, out);
        }
        out.println();
        if (report.problems().isEmpty()) {
            out.println("no problems");
        }
        report.problems().forEach(problem -> out.println("PROBLEM: " + problem));
    }

    private static List<BucketStatus> bucketsOf(ClusterReport report, ShardStatus shard) {
        return report.buckets().stream()
                .filter(bucket -> bucket.shard().equals(shard.name()))
                .toList();
    }

    private static String[] shard(ShardStatus shard, List<BucketStatus> buckets) {
        boolean seen = shard.reachable();
        return new String[] {
            shard.name().value(),
            shard.address().toString(),
            shard.server().map(ClusterReport.Server::version).orElse("unreachable"),
            seen ? String.valueOf(shard.buckets()) : UNKNOWN,
            seen ? "~" + shard.rows() : UNKNOWN,
            seen ? shard.size().readable() : UNKNOWN,
            buckets.stream().map(ReportText::schema).distinct().sorted().collect(Collectors.joining(",")),
            range(buckets)
        };
    }

    private static String range(List<BucketStatus> buckets) {
        long least = buckets.stream().mapToLong(BucketStatus::epoch).min().orElse(0);
        long most = buckets.stream().mapToLong(BucketStatus::epoch).max().orElse(0);
        return least == most ? String.valueOf(least) : least + ".." + most;
    }

    private static void printBuckets(ClusterReport report, PrintWriter out) {
        out.println();
        TextTable table = new TextTable(">bucket", "shard", ">epoch", "state", "schema", ">tables", ">rows", ">bytes");
        report.buckets()
                .forEach(bucket -> table.row(
                        String.valueOf(bucket.bucket()),
                        bucket.shard().value(),
                        String.valueOf(bucket.epoch()),
                        bucket.state().name().toLowerCase(Locale.ROOT),
                        schema(bucket),
                        String.valueOf(bucket.tables()),
                        "~" + bucket.rows(),
                        bucket.size().readable()));
        table.print(out);
    }

    private static String schema(BucketStatus bucket) {
        return bucket.schema().map(BucketSchema::version).map(String::valueOf).orElse(UNKNOWN);
    }
}
