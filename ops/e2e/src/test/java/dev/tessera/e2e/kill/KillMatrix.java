package dev.tessera.e2e.kill;

import dev.tessera.testbed.homes.LiveIntervals;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.audit.AuditReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The table of outcomes; appended to what {@code -Dtessera.move.report} names. */
final class KillMatrix {
    private final List<String> rows = new ArrayList<>();

    void outcome(String trial, Trial.Ending ending, boolean repaired) {
        add("| `" + trial + "` | " + ending.found() + " | " + ending.servedMillis() + " | "
                + (repaired ? "the agent" : "") + " | " + ending.how() + " |");
    }

    void failed(String trial, Throwable why) {
        why.printStackTrace(System.out);
        add("| `" + trial + "` | | | | **failed** |");
    }

    private void add(String row) {
        rows.add(row);
        System.out.println(row);
    }

    void write(WorkloadReport report, AuditReport audit, LiveIntervals intervals) {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "| killed | phase found | served again after ms | settled by | the move |",
                "|---|---|---|---|---|"));
        lines.addAll(rows);
        lines.addAll(List.of(
                "",
                rows.size() + " trials. Workload: " + report + ".",
                "",
                "Audit: " + audit + ".",
                "",
                "Live tables, by the binlogs: " + intervals + "."));
        lines.subList(rows.size() + 3, lines.size()).forEach(System.out::println);
        String file = System.getProperty("tessera.move.report", "");
        if (!file.isEmpty()) {
            append(Path.of(file), lines);
        }
    }

    private static void append(Path file, List<String> lines) {
        try {
            Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
