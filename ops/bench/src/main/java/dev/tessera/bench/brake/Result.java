package dev.tessera.bench.brake;

import dev.tessera.bench.moves.Spread;
import dev.tessera.testbed.workload.AuditReport;
import dev.tessera.testbed.workload.WorkloadReport;
import java.time.Duration;
import java.util.List;

/**
 * Everything that was measured.
 *
 * @param rest of a client between two acts, as it was found last
 */
record Result(Duration rest, List<Phase> phases, WorkloadReport load, AuditReport audit) {
    List<Phase> at(Pace pace) {
        return phases.stream().filter(phase -> phase.pace() == pace).toList();
    }

    /** Of windows of a second. */
    Spread p99(Pace pace) {
        return new Spread(Seconds.p99(load.requests(), at(pace)));
    }

    /** The median over windows of a second, over that without a move. */
    double ratio(Pace pace) {
        return (double) p99(pace).median().toNanos() / p99(Pace.STILL).median().toNanos();
    }

    double busy(Pace pace) {
        return at(pace).stream().mapToDouble(Phase::busy).average().orElse(0);
    }

    int moves(Pace pace) {
        return at(pace).stream().mapToInt(Phase::moves).sum();
    }

    double requestsPerSecond(Pace pace) {
        long requests = at(pace).stream()
                .mapToLong(phase ->
                        load.requests().between(phase.from(), phase.to()).count())
                .sum();
        long millis = at(pace).stream()
                .mapToLong(phase -> Duration.between(phase.from(), phase.to()).toMillis())
                .sum();
        return 1e3 * requests / millis;
    }

    Duration longestWait(Pace pace) {
        return at(pace).stream()
                .map(phase -> load.requests().between(phase.from(), phase.to()).longestWait())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
