package dev.tessera.ops.cli.render;

import dev.tessera.migrations.plan.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Shows progress: one line that rewrites itself on a terminal, else a plain line now and then. */
public final class ProgressLine implements Progress, AutoCloseable {
    private static final int BAR = 30;
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(2);
    private static final String CLEAR_REST = "\u001B[K";

    private final PrintWriter out;
    private final boolean terminal;
    private Duration nextPlain = Duration.ZERO;
    private boolean open;

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** The script knows whether somebody watches. */
    public static ProgressLine on(PrintWriter out) {
        return new ProgressLine(out, System.getenv("TESSERA_TERMINAL") != null);
    }

    @Override
    public void report(Report report) {
        if (terminal) {
            out.print("\r" + bar(report) + " " + describe(report) + CLEAR_REST);
            out.flush();
            open = true;
        } else if (report.elapsed().compareTo(nextPlain) >= 0 || report.done() == report.total()) {
            out.println(describe(report));
            out.flush();
            nextPlain = report.elapsed().plus(PLAIN_EVERY);
        }
    }

    @Override
    public void close() {
        if (open) {
            out.println();
            out.flush();
        }
    }

    private static String bar(Report report) {
        int filled = report.total() == 0 ? BAR : BAR * report.done() / report.total();
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
    }

    private static String describe(Report report) {
        String eta =
                report.remaining().map(left -> ", " + seconds(left) + " left").orElse("");
        return String.format(
                Locale.ROOT,
                "%d of %d: %s (%s%s)",
                report.done(),
                report.total(),
                report.current(),
                seconds(report.elapsed()),
                eta);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
