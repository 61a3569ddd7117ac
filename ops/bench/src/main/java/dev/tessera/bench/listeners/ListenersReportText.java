package dev.tessera.bench.listeners;

import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportLines;

/** The report as Markdown. */
final class ListenersReportText {
    private ListenersReportText() {}

    static String of(Machine machine, String command, int one, int many, ListenersResult result) {
        ReportLines lines = new ReportLines().head("Listeners", result.goals(), command, machine);
        lines.line(
                "Two instances of the app, two shards, the listeners and all clients share the machine. A delay is from the moment"
                        + " before a change is sent until the listener has its event: it contains the request. The thread of %,d"
                        + " listeners changes 4 times a second, by posts and edits at either instance at random; of the %,d threads a"
                        + " twentieth changes, each every two seconds. Statements are those of everybody, the others' included.\n",
                one, many);
        lines.line(
                "| | events | delay, median | p90 | p99 | instances, cores | statements a second | others: requests a second"
                        + " | median | p99 |");
        lines.line("|---|---|---|---|---|---|---|---|---|---|");
        result.stretches()
                .forEach(stretch -> lines.line(
                        "| %s | %,d | %.0f ms | %.0f ms | %.0f ms | %.2f | %.0f | %.0f | %.1f ms | %.1f ms |",
                        stretch.name(),
                        stretch.delays().size(),
                        stretch.medianDelay(),
                        stretch.delay(0.9),
                        stretch.delay(0.99),
                        stretch.cpuShare(),
                        stretch.statements(),
                        stretch.besidePerSecond(),
                        ListenersResult.millis(stretch.besideMedian()),
                        ListenersResult.millis(stretch.besideP99())));
        return lines.line(
                        "\nAn instance was killed -9 while %,d listened to one thread at both: all were heard by the other one after %.1f s.",
                        one, ListenersResult.millis(result.killed().back()) / 1e3)
                .toString();
    }
}
