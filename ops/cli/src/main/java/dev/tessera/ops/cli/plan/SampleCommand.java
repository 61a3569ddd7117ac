package dev.tessera.ops.cli.plan;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.ops.rebalance.sampling.GrowthSamples;
import dev.tessera.ops.rebalance.sampling.SampledBucket;
import dev.tessera.ops.rebalance.sampling.Sampler;
import dev.tessera.ops.rebalance.sampling.SamplingReport;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code shardctl sample}. */
@Command(
        name = "sample",
        description = "Stores one sample of the size and the writes of each bucket: for cron, where no agent "
                + "runs. Scans no table. Exit code 1 when a shard can't be sampled.",
        mixinStandardHelpOptions = true)
public final class SampleCommand implements Callable<Integer> {
    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open();
                Directory directory = new Directory(cluster.config(), cluster.operator())) {
            SamplingReport report =
                    new Sampler(cluster, new GrowthSamples(directory)).sample("sample " + MoverOptions.who());
            print(cluster, report, out);
            out.flush();
            return report.unreachable().isEmpty() ? 0 : Shardctl.FAILED;
        }
    }

    private static void print(Cluster cluster, SamplingReport report, PrintWriter out) {
        TextTable table = new TextTable("shard", ">buckets", ">rows", ">bytes", ">writes/s");
        cluster.config().shards().stream().map(ShardConfig::name).forEach(shard -> table.row(cells(shard, report)));
        table.print(out);
        report.notes().forEach(note -> out.println("note: " + note));
        report.unreachable().forEach(problem -> out.println("PROBLEM: " + problem));
    }

    private static String[] cells(ShardName shard, SamplingReport report) {
        List<SampledBucket> buckets = report.buckets().stream()
                .filter(bucket -> bucket.shard().equals(shard))
                .toList();
        return new String[] {
            shard.value(),
            Integer.toString(buckets.size()),
            "~" + buckets.stream().mapToLong(SampledBucket::rows).sum(),
            new DataSize(buckets.stream().mapToLong(SampledBucket::bytes).sum()).readable(),
            rate(buckets)
        };
    }

    /** Of buckets whose counter was read before. */
    private static String rate(List<SampledBucket> buckets) {
        OptionalDouble rate = buckets.stream()
                .map(SampledBucket::writesPerSecond)
                .flatMapToDouble(OptionalDouble::stream)
                .reduce(Double::sum);
        return rate.isPresent() ? String.format(Locale.ROOT, "%.1f", rate.getAsDouble()) : "?";
    }
}
