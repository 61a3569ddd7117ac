package dev.tessera.bench.throttle;

import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.moves.Spread;
import java.util.List;
import java.util.Locale;

/** The report about the throttle. */
final class ThrottleReportText {
    private static final double MOST = 1.5;
    private static final double HALF = 0.5;
    private static final double NEAR = 0.1;

    private final ThrottleResult result;
    private final ReportLines report = new ReportLines();

    private ThrottleReportText(ThrottleResult result) {
        this.result = result;
    }

    /** @param limits as an operator types them */
    static String of(Machine machine, String command, String load, String limits, ThrottleResult result) {
        ThrottleReportText text = new ThrottleReportText(result);
        text.report.head("What the traffic pays for moves", text.goals(), command, machine);
        text.method(load, limits);
        text.figures();
        return text.report.toString();
    }

    private List<Goal> goals() {
        int problems = result.audit().problems().size();
        int failed = result.load().failures().size();
        int violations = result.load().violations().size();
        double busy = result.busy(MoveRate.STILL);
        double throttled = result.ratio(MoveRate.THROTTLED);
        return List.of(
                new Goal(
                        "the load alone uses half of the machine",
                        String.format(Locale.ROOT, "%.0f %%", 100 * busy),
                        Math.abs(busy - HALF) <= NEAR),
                new Goal(
                        "throttled moves: median p99 of a second at most 1.5 times that without a move",
                        String.format(
                                Locale.ROOT,
                                "%.2f times; %.2f times without the throttle",
                                throttled,
                                result.ratio(MoveRate.UNTHROTTLED)),
                        throttled <= MOST),
                new Goal(
                        "no failed request",
                        failed + " failed, " + violations + " wrong answers",
                        failed + violations == 0),
                new Goal(
                        "every acknowledged write is at its bucket's home, once",
                        problems + " problems",
                        problems == 0));
    }

    private void method(String load, String limits) {
        report.line("## How it was measured\n");
        report.line(
                "%s. The clients' rests are found anew before each round, by measuring: %d ms at the end. Apps, servers, clients and mover share the machine, every commit is durable.\n",
                load, result.rest().toMillis());
        report.line(
                "Stretches without a move, with throttled moves and with moves that nothing holds back take turns, in another order each round. While they"
                        + " move, one move follows the other: copy, catch-up, comparison, cutover, originals dropped at once. Throttled is `%s`."
                        + " The p99 is that of the requests that began in a second, of all buckets, as their clients saw them; stretches are cut into seconds from"
                        + " their beginning.\n",
                limits);
    }

    private void figures() {
        report.line("## p99 of a second, ms\n");
        report.line("| %s\n|---|%s", Spread.HEAD, Spread.RULE);
        for (MoveRate pace : MoveRate.values()) {
            report.line("| %s %s", pace, result.p99(pace).cells());
        }
        report.line("\n## Beside it\n");
        report.line("| | seconds | busy | requests/s | moves ended | longest wait, ms |\n|---|---|---|---|---|---|");
        for (MoveRate pace : MoveRate.values()) {
            report.line(
                    "| %s | %d | %.0f %% | %.0f | %d | %s |",
                    pace,
                    result.p99(pace).sorted().size(),
                    100 * result.busy(pace),
                    result.requestsPerSecond(pace),
                    result.moves(pace),
                    Spread.millis(result.longestWait(pace)));
        }
        report.line("\n%s.\n", result.load());
        result.audit().problems().stream().limit(20).forEach(problem -> report.line("- %s", problem));
        result.load().failures().stream().limit(20).forEach(failure -> report.line("- %s", failure));
    }
}
