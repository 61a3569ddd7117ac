package dev.tessera.ops.move.cluster;

import dev.tessera.ops.move.journal.LeaseTerm;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import java.time.Duration;

/**
 * How a mover works.
 *
 * @param lease of a mover; shorter while its bucket may be between two homes, see {@link LeaseTerm}
 * @param fenceBudget how long one attempt at the fence may make clients wait, in addition to the time for its tables
 * @param betweenAttempts the pause between two attempts
 * @param behindFence the deadline behind the fence, for replicas, drain and comparisons together; after it the fence is released
 * @param smallLag the largest lag of the copy for an attempt
 * @param keysToRecheck how many keys may be left to compare behind the fence
 * @param withoutReplicas true: doesn't wait for replicas; the operator accepts that a failover of the source may undo the fence
 * @param diskUnchecked true: the free disk space of the target isn't checked
 * @param grace how long after its switch a move can't be completed, unless {@code withoutGrace} is true
 * @param withoutGrace true: the move may be completed before that
 */
public record MoveOptions(
        Duration lease,
        Duration fenceBudget,
        Duration betweenAttempts,
        Duration behindFence,
        Duration smallLag,
        int keysToRecheck,
        boolean withoutReplicas,
        boolean diskUnchecked,
        Duration grace,
        boolean withoutGrace,
        TransferOptions transfer) {
    /** A RENAME takes 2.6 ms for each table, and on a busy machine more. */
    private static final Duration FENCE_OF_A_TABLE = Duration.ofMillis(4);

    /** For a service in use: a fence of 100 ms and 4 for each table, ten attempts a minute, 1.2 s behind it. */
    public static MoveOptions defaults() {
        return new MoveOptions(
                Duration.ofSeconds(6),
                Duration.ofMillis(100),
                Duration.ofSeconds(6),
                Duration.ofMillis(1_200),
                Duration.ofMillis(500),
                500,
                false,
                false,
                Duration.ofMinutes(1),
                false,
                TransferOptions.defaults());
    }

    /** How long one attempt at the fence of so many tables may make clients wait. */
    public Duration fenceBudget(int tables) {
        return fenceBudget.plus(FENCE_OF_A_TABLE.multipliedBy(tables));
    }

    /** Of the lease, outside a cutover's attempt. */
    public LeaseTerm leaseTerm() {
        return LeaseTerm.of(lease);
    }

    public MoveOptions withDiskUnchecked() {
        return with(lease, withoutReplicas, true, grace, withoutGrace, transfer);
    }

    public MoveOptions withoutWaitingForReplicas() {
        return with(lease, true, diskUnchecked, grace, withoutGrace, transfer);
    }

    public MoveOptions withLease(Duration length) {
        return with(length, withoutReplicas, diskUnchecked, grace, withoutGrace, transfer);
    }

    public MoveOptions withGrace(Duration length) {
        return with(lease, withoutReplicas, diskUnchecked, length, withoutGrace, transfer);
    }

    public MoveOptions withoutWaitingForGrace() {
        return with(lease, withoutReplicas, diskUnchecked, grace, true, transfer);
    }

    public MoveOptions withTransfer(TransferOptions rows) {
        return with(lease, withoutReplicas, diskUnchecked, grace, withoutGrace, rows);
    }

    private MoveOptions with(
            Duration length, boolean replicas, boolean disk, Duration period, boolean now, TransferOptions rows) {
        return new MoveOptions(
                length,
                fenceBudget,
                betweenAttempts,
                behindFence,
                smallLag,
                keysToRecheck,
                replicas,
                disk,
                period,
                now,
                rows);
    }
}
