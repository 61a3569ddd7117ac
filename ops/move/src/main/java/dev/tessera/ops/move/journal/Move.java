package dev.tessera.ops.move.journal;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.reshape.Reshape;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One move, as its row in the directory says: of a bucket from one shard to another; or the reorganization of buckets on one shard, which makes
 * children of the slots of its parents.
 *
 * @param bucket all slots that it concerns, as one range
 * @param parents whose tables go; of a bucket that is only moved, it alone
 * @param children whose tables come; of a bucket that is only moved, it alone
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
        SortedSet<BucketId> parents,
        SortedSet<BucketId> children,
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
    public Move {
        parents = Collections.unmodifiableSortedSet(new TreeSet<>(parents));
        children = Collections.unmodifiableSortedSet(new TreeSet<>(children));
    }

    /** Buckets are split or merged where they are; otherwise one is moved. */
    public boolean isReorganization() {
        return !parents.equals(children);
    }

    /** Empty when the bucket is only moved. */
    public Optional<Reshape> reshape() {
        return isReorganization() ? Optional.of(new Reshape(parents, children)) : Optional.empty();
    }

    /** Whether a bucket is one of those whose tables go or come. */
    public boolean concerns(BucketId other) {
        return parents.contains(other) || children.contains(other);
    }

    /** Whose tables this move may still rename or drop: once the children of a reorganization are live, they are their own. */
    public SortedSet<BucketId> ownBuckets() {
        SortedSet<BucketId> own = new TreeSet<>(parents);
        if (isOpen()) {
            own.addAll(children);
        }
        return own;
    }

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
        if (isReorganization()) {
            return (parents.size() == 1 ? "split " : children.size() == 1 ? "merge " : "reorganization ") + moveId
                    + " of " + named(parents) + " into " + named(children) + " on " + source;
        }
        return "move " + moveId + " of bucket " + bucket + " from " + source
                + reverses.map(reversed -> " back to ").orElse(" to ") + target;
    }

    /** For people, as long as it isn't through, and when it was given up: {@code bucket 00000_01023 lives on shard-a}. */
    public String parentsLive() {
        return named(parents) + (parents.size() == 1 ? " lives on " : " live on ") + source;
    }

    /** For people, once it is through. */
    public String childrenLive() {
        return named(children) + (children.size() == 1 ? " lives on " : " live on ") + target;
    }

    private static String named(SortedSet<BucketId> buckets) {
        return (buckets.size() == 1 ? "bucket " : "buckets ")
                + buckets.stream().map(BucketId::name).collect(Collectors.joining(", "));
    }
}
