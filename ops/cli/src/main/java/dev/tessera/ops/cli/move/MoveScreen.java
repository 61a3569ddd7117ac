package dev.tessera.ops.cli.move;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.session.MoveProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows moves as they go: a line for each that ends, and every now and then one for each that runs; on a terminal the running ones
 * rewrite themselves. Thread-safe.
 */
public final class MoveScreen implements MoveWatch, AutoCloseable {
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(2);
    private static final Duration TERMINAL_EVERY = Duration.ofMillis(250);
    private static final String UP = "\u001B[A";
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final int total;

    @GuardedBy("this") private final Map<Long, Running> running = new TreeMap<>();

    private final ScheduledExecutorService thread;

    @GuardedBy("this") private int ended;

    @GuardedBy("this") private int shown;

    private record Running(Move move, MoveProgress progress) {}

    private MoveScreen(PrintWriter out, boolean terminal, int total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread screen = new Thread(task, "screen");
            screen.setDaemon(true);
            return screen;
        });
        long every = (terminal ? TERMINAL_EVERY : PLAIN_EVERY).toMillis();
        Future<?> unused = thread.scheduleWithFixedDelay(this::show, every, every, TimeUnit.MILLISECONDS);
    }

    /** The script knows whether somebody watches. */
    public static MoveScreen on(PrintWriter out, int total) {
        return new MoveScreen(out, System.getenv("TESSERA_TERMINAL") != null, total);
    }

    @Override
    public synchronized MoveProgress begins(Move move) {
        MoveProgress progress = new MoveProgress();
        running.put(move.moveId(), new Running(move, progress));
        return progress;
    }

    @Override
    public synchronized void ended(MoveOutcome outcome) {
        running.remove(outcome.move().moveId());
        ended++;
        wipe();
        out.println(ended + " of " + total + ": " + MoveOutcomes.line(outcome));
        out.flush();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private synchronized void show() {
        wipe();
        running.values()
                .forEach(one -> out.println("  " + one.move().describe() + ": " + MoveText.progress(one.progress())));
        shown = terminal ? running.size() : 0;
        out.flush();
    }

    @GuardedBy("this") private void wipe() {
        for (int line = 0; line < shown; line++) {
            out.print(UP + CLEAR_LINE);
        }
        shown = 0;
    }
}
