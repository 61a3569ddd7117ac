package dev.tessera.bench.throttle;

import dev.tessera.testbed.workload.http.Request;
import dev.tessera.testbed.workload.http.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cuts phases into windows of a second. */
final class Seconds {
    private static final double P99 = 0.99;

    private Seconds() {}

    /** For each window of the phases, how long 99 of 100 requests took at most of those that began in it. Windows without a request don't count. */
    static List<Duration> p99(Requests requests, List<RatePhase> phases) {
        List<Duration> all = new ArrayList<>();
        phases.forEach(phase -> all.addAll(p99(requests, phase)));
        return all;
    }

    private static List<Duration> p99(Requests requests, RatePhase phase) {
        long whole = Duration.between(phase.from(), phase.to()).toSeconds();
        Map<Long, List<Duration>> windows = new TreeMap<>();
        requests.between(phase.from(), phase.to()).stream()
                .filter(request -> !request.start().isBefore(phase.from()))
                .forEach(request -> windows.computeIfAbsent(second(phase, request), none -> new ArrayList<>())
                        .add(request.took()));
        return windows.entrySet().stream()
                .filter(window -> window.getKey() < whole)
                .map(window -> p99(window.getValue()))
                .toList();
    }

    private static long second(RatePhase phase, Request request) {
        return Duration.between(phase.from(), request.start()).toSeconds();
    }

    private static Duration p99(List<Duration> waits) {
        List<Duration> sorted = waits.stream().sorted().toList();
        return sorted.get((int) Math.ceil(P99 * sorted.size()) - 1);
    }
}
