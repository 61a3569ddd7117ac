package dev.tessera.bench.throttle;

import dev.tessera.bench.moves.Spread;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.audit.AuditReport;
import java.time.Duration;
import java.util.List;

/**
 * Everything that was measured.
 *
 * @param rest of a client between two acts, as it was found last
 */
record ThrottleResult(Duration rest, List<RatePhase> phases, WorkloadReport load, AuditReport audit) {
    List<RatePhase> at(MoveRate pace) {
        return phases.stream().filter(phase -> phase.pace() == pace).toList();
    }

    /** Of windows of a second. */
    Spread p99(MoveRate pace) {
        return new Spread(Seconds.p99(load.requests(), at(pace)));
    }

    /** The median over windows of a second, over that without a move. */
    double ratio(MoveRate pace) {
        return (double) p99(pace).median().toNanos()
                / p99(MoveRate.STILL).median().toNanos();
    }

    double busy(MoveRate pace) {
        return at(pace).stream().mapToDouble(RatePhase::busy).average().orElse(0);
    }

    int moves(MoveRate pace) {
        return at(pace).stream().mapToInt(RatePhase::moves).sum();
    }

    double requestsPerSecond(MoveRate pace) {
        long requests = at(pace).stream()
                .mapToLong(phase ->
                        load.requests().between(phase.from(), phase.to()).count())
                .sum();
        long millis = at(pace).stream()
                .mapToLong(phase -> Duration.between(phase.from(), phase.to()).toMillis())
                .sum();
        return 1e3 * requests / millis;
    }

    Duration longestWait(MoveRate pace) {
        return at(pace).stream()
                .map(phase -> load.requests().between(phase.from(), phase.to()).longestWait())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
