package dev.tessera.router;

import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Runs work inside the bucket of a slot, on the shard that holds it. A caller knows slots; which bucket has a slot is found anew at each
 * attempt, since buckets are moved, split and merged meanwhile. Thread-safe; one for each app instance.
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
     * @param slot 0 to 16,383
     * @throws ShardUnavailableException when the shard can't be reached in time
     * @throws BucketMovedException when the slot's bucket stayed between two homes for longer than the budget
     * @throws CommitOutcomeUnknownException when COMMIT was sent and not answered
     * @throws StatementRefusedException when a statement leaves its bucket
     */
    <T, X extends Exception> T inSlot(int slot, SlotWork<T, X> work) throws X;

    /**
     * Runs the work as {@link #inSlot} does; where COMMIT isn't answered it looks for the proof, at the present home of the slot, and
     * either answers as if nothing had been lost or runs the work again with the ids it had.
     *
     * @throws CommitOutcomeUnknownException when the proof couldn't be looked up within the retry budget
     */
    <T, X extends Exception> T provableInSlot(int slot, ProvableWork<T, X> work) throws X;

    /**
     * Runs work of one statement in autocommit: no BEGIN, no COMMIT, and no metadata lock once it has answered. A second
     * statement is refused.
     */
    <T, X extends Exception> T oneStatementInSlot(int slot, SlotWork<T, X> work) throws X;

    /**
     * Reads several slots: one SELECT in autocommit in each bucket that holds any of them, one after the other, all within one retry
     * budget. What isn't read yet is divided into buckets anew at each attempt, so that a split or a move between two of them
     * leaves nothing out; what was read isn't read again. It sees no single moment, and it only reads: a unit of work that writes names
     * one slot.
     *
     * @return everything that the work answered, in no particular order
     * @throws StatementRefusedException when a statement writes, leaves its bucket, or is the second in its bucket
     */
    <T, X extends Exception> List<T> inSlots(Collection<Integer> slots, SlotsWork<T, X> work) throws X;

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

    /** Asks the server of a shard whether it answers; empty when it does, else what is wrong, for operators. */
    Optional<String> problemOf(ShardName shard);

    /** What is measured, as of now. Cheap enough to be asked every second. */
    RouterMetrics metrics();

    /** Stops reading the directory and closes the pools. */
    @Override
    void close();
}
