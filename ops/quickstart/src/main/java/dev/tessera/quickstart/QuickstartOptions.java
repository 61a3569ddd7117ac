package dev.tessera.quickstart;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What can be said to the quickstart. */
final class QuickstartOptions {
    static final int MAX_APPS = 9;
    static final int MAX_SHARDS = 16;

    private static final int PORTS_BETWEEN_APPS = 10;

    @Option(
            names = "--apps",
            paramLabel = "N",
            defaultValue = "1",
            description = "App instances: on ports 8080, 8090, 8100 and so on. Default: ${DEFAULT-VALUE}.")
    int apps;

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "2",
            description = "MySQL servers for shards; the configuration uses the first two. Default: ${DEFAULT-VALUE}.")
    int shards;

    @Option(names = "--reset", description = "Forget the data of earlier runs first.")
    boolean reset;

    @Option(names = "--no-sample", description = "Load no sample data.")
    boolean noSample;

    @Option(names = "--home", hidden = true, description = "Where data, passwords and logs are kept.")
    Path home = Path.of(".quickstart");

    @Option(names = "--cluster", hidden = true, description = "The cluster's configuration.")
    Path cluster = Path.of("shard-config/clusters/quickstart");

    @Option(names = "--app-port", hidden = true, defaultValue = "8080", description = "The first instance's port.")
    int firstAppPort;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and stop.")
    boolean help;

    void check() {
        requireRange("--apps", apps, 1, MAX_APPS);
        requireRange("--shards", shards, 2, MAX_SHARDS);
    }

    /** The port of an instance's API; its admin port is the next one. */
    int appPort(int instance) {
        return firstAppPort + instance * PORTS_BETWEEN_APPS;
    }

    private static void requireRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new QuickstartException(option + " takes " + least + " to " + most + ", not " + value);
        }
    }
}
