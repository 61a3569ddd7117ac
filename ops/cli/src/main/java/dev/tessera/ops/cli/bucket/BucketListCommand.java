package dev.tessera.ops.cli.bucket;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.report.ClusterReport;
import dev.tessera.migrations.report.ClusterStatus;
import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.option.ClusterOptions;
import dev.tessera.ops.cli.render.ClusterReportJson;
import dev.tessera.ops.cli.render.ClusterReportText;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shardctl bucket list}. */
@Command(
        name = "list",
        description =
                "Lists the buckets: their slots, shard, epoch, state, tables, rows and bytes. Exit code 1 when the directory can't "
                        + "be read.",
        mixinStandardHelpOptions = true)
final class BucketListCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ClusterConfig config = cluster.config();
        ClusterReport report = new ClusterStatus(config, config.operator().credentials(), Changelogs.shipped()).run();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ClusterReportJson.buckets(report));
        } else {
            ClusterReportText.printBuckets(report, out);
        }
        out.flush();
        return report.directory().reachable() ? 0 : Shardctl.FAILED;
    }
}
