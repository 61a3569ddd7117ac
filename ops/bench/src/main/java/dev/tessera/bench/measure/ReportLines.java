package dev.tessera.bench.measure;

import java.util.List;
import java.util.Locale;

/** The text of a report, line by line. Not thread-safe. */
public final class ReportLines {
    private final StringBuilder text = new StringBuilder();

    public ReportLines line(String format, Object... arguments) {
        text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
                .append('\n');
        return this;
    }

    /** Title, goals, command and machine: what every report begins with. */
    public ReportLines head(String title, List<Goal> goals, String command, Machine machine) {
        line("# " + title + "\n");
        line("| goal | measured | |\n|---|---|---|");
        goals.forEach(goal -> line(goal.toString()));
        return line("\n`" + command + "`\n").line(machine + "\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
