package dev.tessera.ops.cli.move;

import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.move.throttle.ThrottleMetric;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a move is held back by. What isn't named stays as it is. */
public final class ThrottleOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Map<ThrottleMetric, OptionalLong> named = new EnumMap<>(ThrottleMetric.class);
    private final List<URI> apps = new ArrayList<>();

    @Option(
            names = "--threads-running",
            paramLabel = "N|off",
            description = "Pauses the move while more statements are running on source or target, without those of "
                    + "the mover. Default: 50.")
    void threadsRunning(String text) {
        name(ThrottleMetric.THREADS_RUNNING, text);
    }

    @Option(
            names = "--replica-lag",
            paramLabel = "TIME|off",
            description = "Pauses the move while the lag of a replica named in cluster.yml is larger. Default: 5s.")
    void replicaLag(String text) {
        name(ThrottleMetric.REPLICA_LAG, text);
    }

    @Option(
            names = "--history",
            paramLabel = "N|off",
            description = "Pauses the move while the history list of source or target is longer. Default: 1000000.")
    void history(String text) {
        name(ThrottleMetric.HISTORY, text);
    }

    @Option(
            names = "--p99",
            paramLabel = "TIME|off",
            description = "Pauses the move while the p99 of statements and commits on source or target, as the apps"
                    + " measure it, is longer. Needs --app. Default: off.")
    void p99(String text) {
        name(ThrottleMetric.P99, text);
    }

    @Option(
            names = "--app",
            paramLabel = "URL",
            description = "The admin address of an app, measured for --p99; once for each instance.")
    void apps(List<String> addresses) {
        addresses.forEach(this::app);
    }

    @Option(
            names = "--bytes-per-second",
            paramLabel = "SIZE|off",
            description = "Limits copy, catch-up and comparison to this size, for example 2MiB. Default: off.")
    void bytesPerSecond(String text) {
        name(ThrottleMetric.BYTES_PER_SECOND, text);
    }

    boolean isEmpty() {
        return named.isEmpty() && apps.isEmpty();
    }

    /** @throws IllegalArgumentException when they don't fit together */
    ThrottleLimits change(ThrottleLimits present) {
        Map<ThrottleMetric, Long> most = new EnumMap<>(ThrottleMetric.class);
        most.putAll(present.most());
        named.forEach((limit, value) -> {
            most.remove(limit);
            value.ifPresent(limited -> most.put(limit, limited));
        });
        boolean asksNobody = apps.isEmpty() && !most.containsKey(ThrottleMetric.P99);
        return new ThrottleLimits(most, asksNobody ? List.of() : apps.isEmpty() ? present.apps() : apps);
    }

    /** For moves that begin now. */
    public ThrottleLimits limits() {
        try {
            return change(ThrottleLimits.defaults());
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private void name(ThrottleMetric limit, String text) {
        try {
            named.put(limit, limit.parse(text));
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    private void app(String address) {
        try {
            URI uri = URI.create(address);
            if (!apps.contains(uri)) {
                apps.add(uri);
            }
        } catch (IllegalArgumentException e) {
            throw wrong(new IllegalArgumentException(
                    "--app is an address such as http://app-1:8081, not '" + address + "'", e));
        }
    }

    private ParameterException wrong(IllegalArgumentException problem) {
        return new ParameterException(spec.commandLine(), "shardctl: " + problem.getMessage(), problem);
    }
}
