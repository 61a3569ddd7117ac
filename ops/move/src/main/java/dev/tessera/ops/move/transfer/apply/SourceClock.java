package dev.tessera.ops.move.transfer.apply;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.ops.move.transfer.binlog.GtidSet;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the target is behind. Asks the source every now and then what it has executed and what time it is there: once the target
 * covers an answer, it was caught up when that was asked. Without new answers, or while the target doesn't cover them, the lag grows.
 * {@link #run} has a thread of its own; {@link #lag} may come from any.
 */
public final class SourceClock implements Runnable {
    private static final long PAUSE_MILLIS = 100;
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int KEPT = 10_000;
    private static final Duration UNKNOWN = Duration.ofDays(3650);

    private final ServerLogin source;
    private final AppliedPosition position;

    @GuardedBy("this") private final Deque<Answer> uncovered = new ArrayDeque<>();

    @GuardedBy("this") private long caughtUpAt = System.nanoTime();

    @GuardedBy("this") private @Nullable Answer last;

    private volatile boolean closed;

    public SourceClock(ServerLogin source, AppliedPosition position) {
        this.source = source;
        this.position = position;
    }

    @Override
    public void run() {
        while (!closed) {
            try (DataSession session = DataSession.openBriefly(source)) {
                while (!closed) {
                    add(ask(session));
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (TesseraException e) {
                pause();
            }
        }
    }

    /** Zero only when nothing was missing at an answer of less than a second ago. */
    public synchronized Duration lag() {
        long now = System.nanoTime();
        while (!uncovered.isEmpty() && position.covers(uncovered.getFirst().executed())) {
            caughtUpAt = uncovered.removeFirst().askedAt();
        }
        if (uncovered.isEmpty() && last != null && now - last.askedAt() < FRESH_NANOS) {
            return Duration.ZERO;
        }
        return shorter(Duration.ofNanos(now - caughtUpAt), sinceLastCommit(now));
    }

    /**
     * How long ago the last transaction that came over was committed on the source; empty before the first. It shrinks while the target
     * gains on the source, also where {@link #lag}, which counts from the beginning of the catch-up at most, still grows.
     */
    public synchronized Optional<Duration> backlog() {
        Duration since = sinceLastCommit(System.nanoTime());
        return since.equals(UNKNOWN) ? Optional.empty() : Optional.of(since);
    }

    /** By the commit times of the transactions themselves: known also before the first answer is covered. */
    @GuardedBy("this") private Duration sinceLastCommit(long now) {
        long committed = position.committedMicros();
        Answer answer = last;
        if (committed == 0 || answer == null) {
            return UNKNOWN;
        }
        Duration behind = Duration.ofNanos(Math.max(0, 1_000 * (answer.clockMicros() - committed)));
        return behind.plusNanos(now - answer.askedAt());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    public void close() {
        closed = true;
    }

    private static Answer ask(DataSession session) {
        long now = System.nanoTime();
        return session.one(
                "select @@global.gtid_executed, cast(unix_timestamp(now(6)) * 1000000 as signed)",
                row -> new Answer(now, GtidSet.parse(row.text(0)), row.number(1)));
    }

    private synchronized void add(Answer answer) {
        last = answer;
        if (uncovered.size() < KEPT) {
            uncovered.addLast(answer);
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private record Answer(long askedAt, GtidSet executed, long clockMicros) {}
}
