package dev.tessera.router;

import dev.tessera.shardconfig.BucketFunction;
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs work inside one bucket, on the shard that holds it. Thread-safe; one for each app instance.
 *
 * <p>Statements name logical tables. ShardingSphere parses, binds, routes and rewrites a text when it is used for the first time; a text
 * that doesn't result in exactly one statement on tables of the bucket is refused. From then on the physical text is sent to the shard's
 * pool directly.
 */
public interface ShardRouter extends AutoCloseable {
    /**
     * Runs the work as one transaction, READ COMMITTED, and commits it. Failures that MySQL rolled back whole are repeated
     * from the beginning within the retry budget.
     *
     * @throws ShardUnavailableException when the shard can't be reached in time
     * @throws BucketMovedException when the bucket stayed between two homes for longer than the budget
     * @throws CommitOutcomeUnknownException when COMMIT was sent and not answered
     * @throws StatementRefusedException when a statement leaves its bucket
     */
    <T, X extends Exception> T inBucket(int bucket, BucketWork<T, X> work) throws X;

    /**
     * Runs the work as {@link #inBucket} does; where COMMIT isn't answered it looks for the proof, at the bucket's present home, and
     * either answers as if nothing had been lost or runs the work again with the ids it had.
     *
     * @throws CommitOutcomeUnknownException when the proof couldn't be looked up within the retry budget
     */
    <T, X extends Exception> T provableInBucket(int bucket, ProvableWork<T, X> work) throws X;

    /**
     * Runs work of one statement in autocommit: no BEGIN, no COMMIT, and no metadata lock once it has answered. A second
     * statement is refused.
     */
    <T, X extends Exception> T oneStatementInBucket(int bucket, BucketWork<T, X> work) throws X;

    /**
     * Runs a SELECT over the tables of all buckets, for operators: read-only, in autocommit on each shard, so it sees no single moment.
     * Goes through the ordinary ShardingSphereDataSource and its merge engine, and only in shapes that a test has proved right:
     * columns and COUNT, SUM, MIN, MAX, AVG of columns of one table, with WHERE, GROUP BY, ORDER BY and LIMIT.
     *
     * @param limit how long it may take on each shard; in whole seconds
     * @throws StatementRefusedException for every other shape, saying why
     * @throws RouterException when a shard can't be read, or buckets kept moving meanwhile
     */
    AcrossShardsResult acrossShards(String sql, Duration limit);

    /** The placements that this router works with at the moment. */
    PlacementSnapshot placements();

    default BucketFunction bucketFunction() {
        return placements().bucketFunction();
    }

    /** Asks the server of a shard whether it answers; empty when it does, else what is wrong, for operators. */
    Optional<String> problemOf(ShardName shard);

    /** What is measured, as of now. Cheap enough to be asked every second. */
    RouterMetrics metrics();

    /** Stops reading the directory and closes the pools. */
    @Override
    void close();
}
