package dev.tessera.ops.cli.cluster;

import dev.tessera.migrations.ClusterDryRun;
import dev.tessera.migrations.ClusterInit;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.MigrationOutcome;
import dev.tessera.ops.cli.option.ClusterOptions;
import dev.tessera.ops.cli.option.DryRunOptions;
import dev.tessera.ops.cli.render.ProgressLine;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code shardctl cluster init}. */
@Command(
        name = "init",
        description = "Creates the cluster: directory, app account, and the tables of every bucket, once. Can "
                + "be interrupted and run again.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private DryRunOptions dryRun = new DryRunOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ClusterConfig config = cluster.config();
        PrintWriter out = spec.commandLine().getOut();
        Changelogs changelogs = Changelogs.shipped();
        if (dryRun.isAsked()) {
            dryRun.print(
                    new ClusterDryRun(config, config.operator().credentials(), changelogs, dryRun.withSql())
                            .init(config.app().credentials()),
                    out);
            return 0;
        }
        MigrationOutcome outcome;
        try (ProgressLine progress = ProgressLine.on(out)) {
            outcome = new ClusterInit(
                            config,
                            config.operator().credentials(),
                            config.app().credentials(),
                            changelogs,
                            progress)
                    .run();
        }
        out.println(
                outcome.changed()
                        ? "cluster " + config.name() + " is ready: "
                                + config.buckets().count() + " buckets on "
                                + config.shards().size() + " shards"
                        : "cluster " + config.name() + " was ready before; nothing was changed");
        out.flush();
        return 0;
    }
}
