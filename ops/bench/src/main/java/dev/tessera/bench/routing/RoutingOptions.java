package dev.tessera.bench.routing;

import dev.tessera.bench.measure.HandRoutedPools;
import dev.tessera.bench.routing.sides.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How long and what to measure. */
final class RoutingOptions {
    @Option(names = "--rounds", defaultValue = "30", description = "Rounds of each side. Default: ${DEFAULT-VALUE}.")
    int rounds;

    @Option(names = "--seconds", defaultValue = "1", description = "Of a round. Default: ${DEFAULT-VALUE}.")
    double seconds;

    @Option(
            names = "--warmup",
            defaultValue = "60",
            description = "Seconds before; each server over HTTP has its own. Default: ${DEFAULT-VALUE}.")
    double warmup;

    @Option(names = "--threads", defaultValue = "1,4,16", split = ",", description = "Default: ${DEFAULT-VALUE}.")
    List<Integer> threads = List.of();

    @Option(
            names = "--kinds",
            defaultValue = "point-read,page,insert,transaction",
            split = ",",
            converter = KindConverter.class,
            description = "Default: ${DEFAULT-VALUE}.")
    List<Kind> kinds = List.of();

    @Option(
            names = "--starts",
            defaultValue = "10",
            description = "Fresh JVMs whose start is timed, for each size. Default: ${DEFAULT-VALUE}.")
    int starts;

    /** At least twice the hot buckets of the cost by size, which must all lie on the first server. */
    @Option(names = "--buckets", defaultValue = "64", hidden = true)
    int buckets;

    @Option(
            names = "--parts",
            defaultValue = "sides,http,size",
            split = ",",
            converter = PartConverter.class,
            description = "What is measured. Default: ${DEFAULT-VALUE}.")
    Set<Part> parts = Set.of();

    @Option(names = "--profile", description = "Profile everything, not only what costs too much.")
    boolean profile;

    @Option(names = "--profile-seconds", defaultValue = "5", description = "Of a profile. Default: ${DEFAULT-VALUE}.")
    double profileSeconds;

    /** For the test of this program: without the controls over HTTP and by size, and without the sizes in between. */
    @Option(names = "--brief", hidden = true)
    boolean brief;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    Path reports = Path.of("ops/bench/reports");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and stop.")
    boolean help;

    void check(CommandLine command) {
        if (rounds < 1
                || seconds <= 0
                || warmup < 0
                || starts < 1
                || kinds.isEmpty()
                || threads.stream().anyMatch(n -> n < 1 || n > HandRoutedPools.CONNECTIONS)) {
            throw new CommandLine.ParameterException(
                    command, "rounds, seconds and starts are positive, threads 1 to " + HandRoutedPools.CONNECTIONS);
        }
    }

    Duration round() {
        return seconds(seconds);
    }

    Duration profileRound() {
        return seconds(profileSeconds);
    }

    Duration warmUp() {
        return seconds(warmup);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
