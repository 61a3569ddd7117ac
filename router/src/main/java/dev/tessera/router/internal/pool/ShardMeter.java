package dev.tessera.router.internal.pool;

import dev.tessera.router.ErrorKind;
import dev.tessera.router.Histogram;
import dev.tessera.router.RetryCause;
import dev.tessera.router.internal.failure.AttemptFailedException;
import dev.tessera.router.internal.failure.ErrorKinds;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The metrics of one shard. They belong to the shard's name, because pools change with its addresses. Thread-safe. */
public final class ShardMeter {
    private final DurationMeter statements = new DurationMeter();
    private final DurationMeter acquires = new DurationMeter();
    private final DurationMeter commits = new DurationMeter();
    private final LongAdder transactions = new LongAdder();
    private final LongAdder acrossShardsReads = new LongAdder();
    private final CountByKind<ErrorKind> errors = new CountByKind<>(ErrorKind.class);
    private final CountByKind<RetryCause> retries = new CountByKind<>(RetryCause.class);

    /** @param begun by {@link System#nanoTime} */
    public void statementSince(long begun) {
        statements.record(System.nanoTime() - begun);
    }

    /** @param begun by {@link System#nanoTime} */
    void acquireSince(long begun) {
        acquires.record(System.nanoTime() - begun);
    }

    public void transactionBegun() {
        transactions.increment();
    }

    /** @param begun by {@link System#nanoTime} */
    public void commitSince(long begun) {
        commits.record(System.nanoTime() - begun);
    }

    public void readAcrossShards() {
        acrossShardsReads.increment();
    }

    public void tooOld() {
        errors.increment(ErrorKind.TIMEOUT);
    }

    public void failed(SQLException failure) {
        errors.increment(ErrorKinds.kindOf(failure));
    }

    void unavailable() {
        errors.increment(ErrorKind.UNAVAILABLE);
    }

    public void runAgain(AttemptFailedException failure) {
        retries.increment(ErrorKinds.causeOf(failure));
    }

    Map<ErrorKind, Long> errors() {
        return errors.read();
    }

    Map<RetryCause, Long> retries() {
        return retries.read();
    }

    Histogram statementSeconds() {
        return statements.read();
    }

    Histogram acquireSeconds() {
        return acquires.read();
    }

    long transactions() {
        return transactions.sum();
    }

    Histogram commitSeconds() {
        return commits.read();
    }

    long acrossShardsReads() {
        return acrossShardsReads.sum();
    }
}
