package dev.tessera.bench.soak;

import dev.tessera.bench.soak.actions.ActionLog;
import dev.tessera.bench.soak.audit.Divergence;
import dev.tessera.bench.soak.audit.RoundResult;
import dev.tessera.bench.soak.plan.SoakPlan;
import dev.tessera.testbed.workload.LiveStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The result of a soak.
 *
 * @param cleanups the cleanup after each round, by round
 * @param repairs what agents put right, and how often
 * @param end what differs when every move is completed
 */
record SoakResult(
        SoakPlan plan,
        List<ActionLog.Entry> actionLog,
        Map<Integer, List<String>> cleanups,
        List<RoundResult> rounds,
        Map<String, Long> repairs,
        LiveStatistics load,
        List<Divergence> end) {
    List<Divergence> divergences() {
        return Stream.concat(rounds.stream().flatMap(round -> round.divergences().stream()), end.stream())
                .toList();
    }
}
