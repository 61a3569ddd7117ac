package dev.tessera.e2e.move;

import dev.tessera.ops.move.MovePhase;
import dev.tessera.testbed.workload.WorkloadReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The table of outcomes; written where {@code -Dtessera.move.report} says. */
final class KillMatrix {
    private final List<String> rows = new ArrayList<>();

    void outcome(String point, MovePhase found, Duration served, MovePhase end) {
        String row = "| " + point + " | " + found.column() + " | " + served.toMillis() + " | " + end.column() + " |";
        rows.add(row);
        System.out.println(row);
    }

    void write(WorkloadReport report) {
        System.out.println(report);
        String file = System.getProperty("tessera.move.report", "");
        if (file.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of(
                "# A mover killed -9 at every step",
                "",
                "Before and after each journal write and each act on a server; 16 buckets on two shards, two apps, 16 clients of the"
                        + " checked workload, half of their acts on the bucket that moves; a lease of "
                        + MoverProcess.LEASE.toMillis() + " ms and one agent. Under load: " + report + ".",
                "",
                "| killed at | phase found after the repair | bucket served again after, ms | the move, resumed |",
                "|---|---|---|---|"));
        lines.addAll(rows);
        try {
            Files.write(Path.of(file), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
