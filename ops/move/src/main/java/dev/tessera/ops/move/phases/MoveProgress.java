package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.carry.CarryProgress;
import dev.tessera.ops.move.carry.Estimate;
import dev.tessera.ops.move.throttle.Reading;
import dev.tessera.ops.move.throttle.ReadingsJson;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** How far a move is, in numbers. Told by many threads, read by others. */
public final class MoveProgress implements CarryProgress {
    private final AtomicLong rowsCopied = new AtomicLong();
    private final AtomicLong bytesCopied = new AtomicLong();
    private final AtomicLong transactionsApplied = new AtomicLong();
    private final AtomicLong rowsVerified = new AtomicLong();
    private final long startedAt = System.nanoTime();
    private volatile long rowsExpected;
    private volatile long bytesExpected;
    private volatile Duration lag = Duration.ZERO;
    private volatile Optional<String> waitsFor = Optional.empty();
    private volatile Optional<String> making = Optional.empty();
    private volatile Optional<String> heldBy = Optional.empty();
    private volatile Optional<String> outrun = Optional.empty();
    private volatile Duration held = Duration.ZERO;
    private volatile String measured = "[]";

    void expect(Estimate estimate) {
        rowsExpected = estimate.rows();
        bytesExpected = estimate.bytes();
    }

    void waitsFor(String what) {
        waitsFor = Optional.of(what);
    }

    void goesOn() {
        waitsFor = Optional.empty();
    }

    /** What the throttle holds it back for. */
    void heldBy(Optional<String> what, Duration soFar, List<Reading> readings) {
        heldBy = what;
        held = soFar;
        measured = ReadingsJson.print(readings);
    }

    /** What is to be said, and chosen, when its writes outrun the catch-up. */
    void outrun(Optional<String> choices) {
        outrun = choices;
    }

    /** Everything that it waits for. */
    public Optional<String> waitsFor() {
        return Stream.of(waitsFor, making, heldBy, outrun)
                .flatMap(Optional::stream)
                .reduce((one, other) -> one + "; and for " + other);
    }

    @Override
    public void copied(long rows, long bytes) {
        rowsCopied.addAndGet(rows);
        bytesCopied.addAndGet(bytes);
    }

    @Override
    public void applied(long transactions, long rowChanges, Duration behind) {
        transactionsApplied.addAndGet(transactions);
        lag = behind;
    }

    /** Also while nothing is applied. */
    void lag(Duration behind) {
        lag = behind;
    }

    @Override
    public void verified(long rows) {
        rowsVerified.addAndGet(rows);
    }

    @Override
    public void making(Optional<String> what) {
        making = what;
    }

    /** What is left of the copy at the speed so far; empty until that can be told. */
    public Optional<Duration> copyLeft() {
        long done = rowsCopied.get();
        if (done == 0 || rowsExpected == 0) {
            return Optional.empty();
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startedAt);
        return Optional.of(
                elapsed.multipliedBy(Math.max(0, rowsExpected - done)).dividedBy(done));
    }

    /** An object of numbers: rows and bytes, milliseconds, seconds left; and what the throttle measured last. */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"rows_copied\":%d,\"rows_expected\":%d,\"bytes_copied\":%d,\"bytes_expected\":%d,"
                        + "\"transactions_applied\":%d,\"rows_verified\":%d,\"lag_ms\":%d,\"elapsed_s\":%d,\"copy_left_s\":%s,"
                        + "\"held_back_s\":%d,\"measured\":%s}",
                rowsCopied.get(),
                rowsExpected,
                bytesCopied.get(),
                bytesExpected,
                transactionsApplied.get(),
                rowsVerified.get(),
                lag.toMillis(),
                Duration.ofNanos(System.nanoTime() - startedAt).toSeconds(),
                copyLeft().map(left -> Long.toString(left.toSeconds())).orElse("null"),
                held.toSeconds(),
                measured);
    }
}
