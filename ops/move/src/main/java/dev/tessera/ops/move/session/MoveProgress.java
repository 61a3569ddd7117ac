package dev.tessera.ops.move.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.ops.move.throttle.MetricReading;
import dev.tessera.ops.move.throttle.MetricReadingsJson;
import dev.tessera.ops.move.transfer.spec.TableEstimate;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** How far a move is, in numbers: of all that have worked at it, one after the other. Told by many threads, read by others. */
public final class MoveProgress implements TransferProgress {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtomicLong rowsCopied = new AtomicLong();
    private final AtomicLong bytesCopied = new AtomicLong();
    private final AtomicLong transactionsApplied = new AtomicLong();
    private final AtomicLong rowsVerified = new AtomicLong();
    private final long startedAt = System.nanoTime();
    private volatile Earlier earlier = Earlier.NOTHING;
    private volatile Optional<Instant> recordBinlogsUntil = Optional.empty();
    private volatile long rowsExpected;
    private volatile long bytesExpected;
    private volatile Duration recordLag = Duration.ZERO;
    private volatile Optional<String> waitsFor = Optional.empty();
    private volatile Optional<String> making = Optional.empty();
    private volatile Optional<String> recordThrottle = Optional.empty();
    private volatile Optional<String> recordCatchUp = Optional.empty();
    private volatile Duration held = Duration.ZERO;
    private volatile String measured = "[]";

    /** What was done before this process took over; the last half second of a mover that was killed is missing. */
    private record Earlier(long rows, long bytes, long transactions, Duration elapsed, Duration held) {
        static final Earlier NOTHING = new Earlier(0, 0, 0, Duration.ZERO, Duration.ZERO);

        static Earlier read(JsonNode json) {
            return new Earlier(
                    json.path("rows_copied").asLong(),
                    json.path("bytes_copied").asLong(),
                    json.path("transactions_applied").asLong(),
                    Duration.ofSeconds(json.path("elapsed_s").asLong()),
                    Duration.ofSeconds(json.path("held_back_s").asLong()));
        }
    }

    /** @param json what {@link #json} said last, of whoever worked at it before; what can't be read counts for nothing */
    public void resumeFrom(Optional<String> json) {
        try {
            earlier = json.isEmpty() ? Earlier.NOTHING : Earlier.read(JSON.readTree(json.get()));
        } catch (JsonProcessingException e) {
            earlier = Earlier.NOTHING;
        }
    }

    /** @param moment from which on the source may purge binlogs that are still needed; empty when it won't, or none are */
    public void recordBinlogsUntil(Optional<Instant> moment) {
        recordBinlogsUntil = moment;
    }

    public void recordEstimate(TableEstimate estimate) {
        rowsExpected = estimate.rows();
        bytesExpected = estimate.bytes();
    }

    public void recordWaitReason(String what) {
        waitsFor = Optional.of(what);
    }

    public void clearWaitReason() {
        waitsFor = Optional.empty();
    }

    /** What the throttle holds it back for. */
    public void recordThrottle(Optional<String> what, Duration soFar, List<MetricReading> readings) {
        recordThrottle = what;
        held = soFar;
        measured = MetricReadingsJson.print(readings);
    }

    /** What the catch-up is held up by: a large transaction, or writes that outrun it, and what there is to choose then. */
    public void recordCatchUp(Optional<String> obstacle) {
        recordCatchUp = obstacle;
    }

    /** Everything that it waits for. */
    public Optional<String> waitReason() {
        return Stream.of(waitsFor, making, recordThrottle, recordCatchUp)
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
        recordLag = behind;
    }

    /** Also while nothing is applied. */
    public void recordLag(Duration behind) {
        recordLag = behind;
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
        long left = Math.max(0, rowsExpected - earlier.rows() - done);
        return Optional.of(elapsed.multipliedBy(left).dividedBy(done));
    }

    /**
     * An object of numbers: rows and bytes, milliseconds, seconds left; {@code binlogs_until}, in UTC, as ISO 8601 writes it; and what the
     * throttle measured last.
     */
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"rows_copied\":%d,\"rows_expected\":%d,\"bytes_copied\":%d,\"bytes_expected\":%d,"
                        + "\"transactions_applied\":%d,\"rows_verified\":%d,\"lag_ms\":%d,\"elapsed_s\":%d,\"copy_left_s\":%s,"
                        + "\"binlogs_until\":%s,\"held_back_s\":%d,\"measured\":%s}",
                earlier.rows() + rowsCopied.get(),
                rowsExpected,
                earlier.bytes() + bytesCopied.get(),
                bytesExpected,
                earlier.transactions() + transactionsApplied.get(),
                rowsVerified.get(),
                recordLag.toMillis(),
                earlier.elapsed().plusNanos(System.nanoTime() - startedAt).toSeconds(),
                copyLeft().map(left -> Long.toString(left.toSeconds())).orElse("null"),
                recordBinlogsUntil
                        .map(moment -> "\"" + moment.truncatedTo(ChronoUnit.SECONDS) + "\"")
                        .orElse("null"),
                earlier.held().plus(held).toSeconds(),
                measured);
    }
}
