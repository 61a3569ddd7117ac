package dev.tessera.quickstart;

import dev.tessera.migrations.plan.Progress;
import java.io.PrintStream;
import java.time.Duration;

/** A line every few seconds. */
final class PlainProgress implements Progress {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final PrintStream out;
    private Duration next = EVERY;

    PlainProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void report(Report report) {
        if (report.elapsed().compareTo(next) >= 0) {
            out.println("quickstart: making tables, " + report.done() + " of " + report.total());
            next = report.elapsed().plus(EVERY);
        }
    }
}
