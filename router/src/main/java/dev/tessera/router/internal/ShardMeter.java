package dev.tessera.router.internal;

import dev.tessera.router.ErrorKind;
import dev.tessera.router.Histogram;
import dev.tessera.router.RetryCause;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens on one shard. Belongs to the shard's name: pools come and go with its addresses. Thread-safe. */
final class ShardMeter {
    private final DurationMeter statements = new DurationMeter();
    private final DurationMeter acquires = new DurationMeter();
    private final DurationMeter commits = new DurationMeter();
    private final LongAdder transactions = new LongAdder();
    private final LongAdder acrossShardsReads = new LongAdder();
    private final CountByKind<ErrorKind> errors = new CountByKind<>(ErrorKind.class);
    private final CountByKind<RetryCause> retries = new CountByKind<>(RetryCause.class);

    /** @param begun by {@link System#nanoTime} */
    void statementSince(long begun) {
        statements.record(System.nanoTime() - begun);
    }

    /** @param begun by {@link System#nanoTime} */
    void acquireSince(long begun) {
        acquires.record(System.nanoTime() - begun);
    }

    void transactionBegun() {
        transactions.increment();
    }

    /** @param begun by {@link System#nanoTime} */
    void commitSince(long begun) {
        commits.record(System.nanoTime() - begun);
    }

    void readAcrossShards() {
        acrossShardsReads.increment();
    }

    void tooOld() {
        errors.increment(ErrorKind.TIMEOUT);
    }

    void failed(SQLException failure) {
        errors.increment(ErrorKinds.kindOf(failure));
    }

    void unavailable() {
        errors.increment(ErrorKind.UNAVAILABLE);
    }

    void runAgain(AttemptFailedException failure) {
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
