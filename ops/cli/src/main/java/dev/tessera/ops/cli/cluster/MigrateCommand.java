package dev.tessera.ops.cli.cluster;

import dev.tessera.migrations.ClusterDryRun;
import dev.tessera.migrations.ClusterMigrate;
import dev.tessera.migrations.change.MigrateOptions;
import dev.tessera.migrations.change.MigrationControl;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.MigrationOutcome;
import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.cli.option.ClusterOptions;
import dev.tessera.ops.cli.option.DryRunOptions;
import dev.tessera.ops.cli.render.ProgressLine;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shardctl migrate}. */
@Command(
        name = "migrate",
        description = "Migrates directory, shards and every bucket to the newest schema version. Tries it on "
                + "empty tables first; then migrates one bucket before the others. Can be interrupted and "
                + "run again.",
        mixinStandardHelpOptions = true)
public final class MigrateCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private DryRunOptions dryRun = new DryRunOptions();

    @Mixin
    private MigrationOptions choice = new MigrationOptions();

    @Option(
            names = "--pause",
            description = "Makes a running migration wait before its next bucket. Applies to later migrations as well.")
    private boolean pause;

    @Option(
            names = "--resume",
            description = "Ends the pause. Continues the migration in this process if none is running.")
    private boolean resume;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (pause && resume) {
            throw new ParameterException(spec.commandLine(), "shardctl: --pause or --resume, not both");
        }
        ClusterConfig config = cluster.config();
        MigrateOptions options = choice.options();
        PrintWriter out = spec.commandLine().getOut();
        if (dryRun.isAsked()) {
            return describe(config, options, out);
        }
        if (pause || resume) {
            Optional<String> atWork = migrationAtWork(config);
            if (pause || atWork.isPresent()) {
                reportMigration(atWork, out);
                return 0;
            }
        }
        return migrate(config, options, out);
    }

    private int describe(ClusterConfig config, MigrateOptions options, PrintWriter out) {
        List<String> lines = new ClusterDryRun(
                        config, config.operator().credentials(), Changelogs.shipped(), dryRun.withSql())
                .migrate(options);
        dryRun.print(lines, out);
        return lines.stream().anyMatch(line -> line.startsWith("refused: ")) ? Shardctl.FAILED : 0;
    }

    private Optional<String> migrationAtWork(ClusterConfig config) {
        MigrationControl desiredState =
                new MigrationControl(config, config.operator().credentials(), Changelogs.shipped());
        return pause ? desiredState.pause(MoverOptions.who()) : desiredState.goOn(MoverOptions.who());
    }

    private void reportMigration(Optional<String> atWork, PrintWriter out) {
        String what = pause ? "waits before its next bucket; `shardctl migrate --resume` continues it" : "continues";
        out.println(atWork.map(who -> "the migration at which " + who + " works " + what)
                .orElse("no migration is at work; the next one " + what));
        out.flush();
    }

    private static int migrate(ClusterConfig config, MigrateOptions options, PrintWriter out) {
        MigrationOutcome outcome;
        try (ProgressLine progress = ProgressLine.on(out)) {
            outcome = new ClusterMigrate(
                            config, config.operator().credentials(), Changelogs.shipped(), options, progress)
                    .run();
        }
        outcome.heldBack().forEach(reason -> out.println("held back: " + reason));
        out.println(result(config, outcome));
        out.flush();
        return outcome.heldBack().isEmpty() ? 0 : Shardctl.FAILED;
    }

    private static String result(ClusterConfig config, MigrationOutcome outcome) {
        if (!outcome.heldBack().isEmpty()) {
            return outcome.heldBack().size()
                    + " buckets are as they were; run it again when nothing holds them, until then the new version isn't"
                    + " published";
        }
        return outcome.changed()
                ? "cluster " + config.name() + " is migrated"
                : "cluster " + config.name() + " has the newest schema; nothing was changed";
    }
}
