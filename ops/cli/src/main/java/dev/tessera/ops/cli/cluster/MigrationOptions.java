package dev.tessera.ops.cli.cluster;

import dev.tessera.migrations.change.MigrateOptions;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How buckets are migrated. */
final class MigrationOptions {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(s|m|h)");
    private static final Map<String, Integer> SECONDS_IN = Map.of("s", 1, "m", 60, "h", 3_600);

    @Option(
            names = "--canary",
            paramLabel = "SLOT|BUCKET",
            description =
                    "The bucket that is migrated first: one of its slots, or its name. Default: a small one that holds rows.")
    private @Nullable String canary;

    @Option(
            names = "--canary-wait",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long the other buckets wait while the first one is used, for example 30s or 15m. "
                    + "Default: 10s.")
    private String canaryWait = "10s";

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "16",
            description = "Shards that are migrated in parallel, one bucket at a time on each. Default: 16.")
    private int atOnce = 16;

    @Option(
            names = "--allow-blocking",
            description = "Also make changes during which readers or writers of a bucket wait.")
    private boolean allowBlocking;

    @Option(
            names = "--ignore-statements",
            description = "Also make changes after which statements that the app sends don't compile.")
    private boolean ignoreStatements;

    @Option(
            names = "--drop-reverse-replication",
            description = "Also migrates buckets with an open reverse replication, and ends it.")
    private boolean closeReverseReplication;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    MigrateOptions options() {
        if (atOnce < 1) {
            throw wrong("--at-once is " + atOnce + "; it must be at least 1");
        }
        MigrateOptions options =
                MigrateOptions.defaults().withCanaryWait(wait(canaryWait)).withShardsAtOnce(atOnce);
        options = canary == null ? options : options.withCanary(canary);
        options = allowBlocking ? options.allowingBlocking() : options;
        options = ignoreStatements ? options.ignoringStatements() : options;
        return closeReverseReplication ? options.closingReverseReplications() : options;
    }

    private Duration wait(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw wrong("--canary-wait is a whole number of s, m or h, such as 30s or 15m; not '" + text + "'");
        }
        return Duration.ofSeconds(Long.parseLong(matcher.group(1)) * SECONDS_IN.getOrDefault(matcher.group(2), 1));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), "shardctl: " + message);
    }
}
