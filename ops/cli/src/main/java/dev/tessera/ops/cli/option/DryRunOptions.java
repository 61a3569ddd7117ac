package dev.tessera.ops.cli.option;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** Whether a command only tells what it would do. */
public final class DryRunOptions {
    @Option(names = "--dry-run", description = "Shows what would be done, in order; changes nothing.")
    private boolean dryRun;

    @Option(names = "--sql", description = "Shows what would be done, with every statement; changes nothing.")
    private boolean sql;

    public boolean isAsked() {
        return dryRun || sql;
    }

    public boolean withSql() {
        return sql;
    }

    public void print(List<String> lines, PrintWriter out) {
        lines.forEach(out::println);
        out.println(lines.isEmpty() ? "nothing to do" : "nothing was done");
        out.flush();
    }
}
