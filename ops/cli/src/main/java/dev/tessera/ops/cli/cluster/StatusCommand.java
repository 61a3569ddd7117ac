package dev.tessera.ops.cli.cluster;

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

/** {@code shardctl cluster status}. */
@Command(
        name = "status",
        description = "Shows the state of the cluster: shards, buckets, rows, bytes, schema versions, epochs, "
                + "and problems. Exit code 1 when there is a problem.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--json", description = "Prints one JSON document, with every bucket.")
    private boolean json;

    @Option(names = "--buckets", description = "Also prints a line for each bucket.")
    private boolean buckets;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ClusterConfig config = cluster.config();
        ClusterReport report = new ClusterStatus(config, config.operator().credentials(), Changelogs.shipped()).run();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ClusterReportJson.of(report));
        } else {
            ClusterReportText.print(report, buckets, out);
        }
        out.flush();
        return report.problems().isEmpty() ? 0 : Shardctl.FAILED;
    }
}
