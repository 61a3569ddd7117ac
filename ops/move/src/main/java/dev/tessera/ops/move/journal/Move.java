package dev.tessera.ops.move.journal;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import java.time.Instant;
import java.util.Optional;

/**
 * One move, as its row in the directory says.
 *
 * @param epoch of the lease: a mover with a smaller one has lost its lease
 * @param leaseHolder the process that works at it; empty when there is none, or its lease has expired by the directory's clock
 * @param claim of the live process that has the move on its list, with or without the lease; empty when there is none
 * @param schemaVersion of the bucket, and so of its copy
 * @param startGtidSet of the source, from before the first row was read
 * @param switchGtidSet of the target, from before it went live: all that was written to the bucket there comes after it
 * @param homeEpoch with which the new placement is published; 0 before the first cutover
 * @param waitsFor what it waits for, for people
 * @param failure what stopped it last, for people
 * @param progress JSON, as {@link MoveProgress} writes it
 * @param throttle its limits as JSON, as {@code ThrottleLimitsJson} writes them; empty: the defaults
 * @param reverses the move whose originals go live again; empty: this move copies
 */
public record Move(
        long moveId,
        BucketId bucket,
        ShardName source,
        ShardName target,
        MovePhase phase,
        long epoch,
        Optional<String> leaseHolder,
        Optional<MoveClaim> claim,
        int schemaVersion,
        Optional<String> startGtidSet,
        Optional<String> switchGtidSet,
        long homeEpoch,
        DesiredState desiredState,
        CutoverMode cutover,
        Optional<String> waitsFor,
        Optional<String> failure,
        Optional<String> progress,
        Optional<String> throttle,
        Optional<Long> reverses,
        String requestedBy,
        Instant createdAt,
        Instant updatedAt) {
    /** The bucket has neither its new home yet nor kept its old one for good. */
    public boolean isOpen() {
        return phase != MovePhase.SWITCHED && !phase.isTerminal();
    }

    /** Who sees to it. */
    public MoveState state() {
        if (phase.isTerminal()) {
            return MoveState.OVER;
        }
        if (leaseHolder.isPresent()) {
            return MoveState.AT_WORK;
        }
        if (phase == MovePhase.SWITCHED) {
            return MoveState.SWITCHED;
        }
        if (desiredState == DesiredState.PAUSE) {
            return MoveState.PAUSED;
        }
        if (claim.isEmpty()) {
            return MoveState.INTERRUPTED;
        }
        return phase == MovePhase.PLANNED ? MoveState.QUEUED : MoveState.WAITING;
    }

    /** The schema of the target in which the tables stand until they go live: the copy, or the originals that come back. */
    public String incomingSchema() {
        return reverses.map(Move::frozenSchema).orElseGet(() -> incomingSchema(moveId));
    }

    /** The schema of the source in which the originals stand frozen. */
    public String frozenSchema() {
        return frozenSchema(moveId);
    }

    public static String incomingSchema(long moveId) {
        return "tessera_in_" + moveId;
    }

    public static String frozenSchema(long moveId) {
        return "tessera_out_" + moveId;
    }

    /** For people: {@code move 7 of bucket 00000_01023 from shard-a to shard-b}. */
    public String describe() {
        return "move " + moveId + " of bucket " + bucket + " from " + source
                + reverses.map(reversed -> " back to ").orElse(" to ") + target;
    }
}
