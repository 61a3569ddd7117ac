package dev.tessera.ops.cli.render;

import dev.tessera.migrations.report.ClusterReport;
import dev.tessera.migrations.report.ClusterReport.BucketStatus;
import dev.tessera.migrations.report.ClusterReport.ShardStatus;
import dev.tessera.migrations.view.BucketSchema;
import dev.tessera.shardconfig.ShardState;
import java.io.PrintWriter;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A report for people. */
public final class ClusterReportText {
    private static final String UNKNOWN = "?";
    private static final String NONE = "-";

    private final ClusterReport report;
    private final PrintWriter out;

    private ClusterReportText(ClusterReport report, PrintWriter out) {
        this.report = report;
        this.out = out;
    }

    public static void print(ClusterReport report, boolean withBuckets, PrintWriter out) {
        ClusterReportText text = new ClusterReportText(report, out);
        text.printDirectory();
        text.printShards();
        if (withBuckets) {
            out.println();
            text.printBuckets();
        }
        text.printProblems();
    }

    /** A line for each bucket. */
    public static void printBuckets(ClusterReport report, PrintWriter out) {
        new ClusterReportText(report, out).printBuckets();
    }

    private void printDirectory() {
        ClusterReport.DirectoryStatus directory = report.directory();
        String cluster = "cluster " + report.cluster() + ": ";
        out.println(
                directory.reachable()
                        ? cluster + report.buckets().size() + " buckets in the directory at " + directory.address()
                                + ", version " + directory.version() + ", bucket schema "
                                + directory.publishedBucketSchema()
                        : cluster + "the directory at " + directory.address() + " is unreachable");
        out.println();
    }

    private void printShards() {
        TextTable table =
                new TextTable("shard", "address", "state", "MySQL", ">buckets", ">rows", ">bytes", "schema", "epochs");
        report.shards().forEach(shard -> table.row(cells(shard)));
        table.print(out);
    }

    private String[] cells(ShardStatus shard) {
        boolean seen = shard.reachable();
        List<BucketStatus> buckets = report.buckets().stream()
                .filter(bucket -> bucket.shard().equals(shard.name()))
                .toList();
        return new String[] {
            shard.name().value(),
            shard.address().toString(),
            shard.state().map(ShardState::column).orElse(report.directory().reachable() ? NONE : UNKNOWN),
            shard.server().map(ClusterReport.Server::version).orElse("unreachable"),
            seen ? String.valueOf(shard.buckets()) : UNKNOWN,
            seen ? "~" + shard.rows() : UNKNOWN,
            seen ? shard.size().readable() : UNKNOWN,
            ofBuckets(buckets, ClusterReportText::schemas),
            ofBuckets(buckets, ClusterReportText::epochs)
        };
    }

    /** Which buckets a shard has, only the directory says. */
    private String ofBuckets(List<BucketStatus> buckets, Function<List<BucketStatus>, String> words) {
        if (buckets.isEmpty()) {
            return report.directory().reachable() ? NONE : UNKNOWN;
        }
        return words.apply(buckets);
    }

    private static String schemas(List<BucketStatus> buckets) {
        return buckets.stream()
                .map(ClusterReportText::schema)
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static String epochs(List<BucketStatus> buckets) {
        LongSummaryStatistics epochs =
                buckets.stream().mapToLong(BucketStatus::epoch).summaryStatistics();
        return epochs.getMin() == epochs.getMax()
                ? String.valueOf(epochs.getMin())
                : epochs.getMin() + ".." + epochs.getMax();
    }

    private void printBuckets() {
        TextTable table = new TextTable(">bucket", "shard", ">epoch", "state", "schema", ">tables", ">rows", ">bytes");
        report.buckets().forEach(bucket -> table.row(cells(bucket)));
        table.print(out);
    }

    private String[] cells(BucketStatus bucket) {
        boolean seen = SeenBuckets.isSeen(report, bucket);
        return new String[] {
            bucket.bucket().name(),
            bucket.shard().value(),
            String.valueOf(bucket.epoch()),
            bucket.state().column(),
            schema(bucket),
            seen ? String.valueOf(bucket.tables()) : UNKNOWN,
            seen ? "~" + bucket.rows() : UNKNOWN,
            seen ? bucket.size().readable() : UNKNOWN
        };
    }

    private static String schema(BucketStatus bucket) {
        return bucket.schema().map(BucketSchema::version).map(String::valueOf).orElse(UNKNOWN);
    }

    private void printProblems() {
        out.println();
        if (report.problems().isEmpty()) {
            out.println("no problems");
        }
        report.problems().forEach(problem -> out.println("PROBLEM: " + problem));
    }
}
