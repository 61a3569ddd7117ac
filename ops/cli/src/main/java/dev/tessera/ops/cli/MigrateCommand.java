package dev.tessera.ops.cli;

import dev.tessera.migrations.Changelogs;
import dev.tessera.migrations.ClusterDryRun;
import dev.tessera.migrations.ClusterMigrate;
import dev.tessera.migrations.Outcome;
import dev.tessera.shardconfig.ClusterConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code shardctl migrate}. */
@Command(
        name = "migrate",
        description = "Brings directory, shards and every bucket to the newest schema version. Resumable.",
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private ClusterChoice cluster = new ClusterChoice();

    @Mixin
    private DryRunChoice dryRun = new DryRunChoice();

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
                    new ClusterDryRun(config, config.operator().credentials(), changelogs, dryRun.withSql()).migrate(),
                    out);
            return 0;
        }
        Outcome outcome;
        try (ProgressLine progress = ProgressLine.on(out)) {
            outcome = new ClusterMigrate(config, config.operator().credentials(), changelogs, progress).run();
        }
        out.println(
                outcome.changed()
                        ? "cluster " + config.name() + " is migrated"
                        : "cluster " + config.name() + " has the newest schema; nothing was changed");
        out.flush();
        return 0;
    }
}
