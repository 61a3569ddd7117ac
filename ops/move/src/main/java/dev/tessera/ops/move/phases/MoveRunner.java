package dev.tessera.ops.move.phases;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.cutover.CutoverRecovery;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.LeaseHeldException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.session.AlterationCheck;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.ops.move.throttle.LoadMonitor;
import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.move.MovePhase;
import java.time.Duration;

/**
 * Works at one move until its bucket lives on the target, an operator has it given up, or something stands in the way that time won't cure.
 * A server that is away is waited for. A lease that was lost, to an agent that recovered a cutover while this mover stood still, is taken again when
 * nobody has it and the move is still wanted; another mover that took it keeps it. Not thread-safe.
 */
public final class MoveRunner {
    private static final Duration BEFORE_RETRY = Duration.ofMillis(500);
    /** An agent that recovers a cutover may have to wait until a server accepts connections. */
    private static final Duration TO_SETTLE = Duration.ofSeconds(20);
    /** A machine that stands still again and again is no place for a mover. */
    private static final int MOST_LOSSES = 5;

    private final MoverContext context;
    private final Cluster cluster;
    private boolean worked;

    public MoveRunner(MoverContext context) {
        this.context = context;
        this.cluster = context.cluster();
    }

    /**
     * Returns the phase that the move ends in: switched, or one that is terminal.
     *
     * @throws LeaseHeldException when somebody else works at it, and still does after the length of a lease
     * @throws LeaseLostException when the lease was lost again and again
     * @throws TesseraException with what stopped it; the move stays where it was, its bucket served, and can be resumed or aborted
     */
    public MovePhase run(long moveId, MoveProgress progress) throws InterruptedException {
        CompetingMoverCheck others = new CompetingMoverCheck();
        int losses = 0;
        while (true) {
            Move move = awaitDesiredState(moveId, progress);
            if (move.phase().isTerminal() || move.desiredState() == DesiredState.PAUSE) {
                return move.phase();
            }
            try {
                return move.desiredState() == DesiredState.ABORT
                        ? new Abortion(context).run(moveId)
                        : work(moveId, progress);
            } catch (LeaseLostException e) {
                losses++;
                if (losses > MOST_LOSSES) {
                    throw e;
                }
                pause(progress, e.getMessage() + "; the move continues when no other process works at it");
            } catch (LeaseHeldException e) {
                if (others.stay(move, worked ? TO_SETTLE : context.options().lease())) {
                    throw e;
                }
                pause(progress, String.valueOf(e.getMessage()));
            } catch (TransferStoppedException e) {
                progress.recordWaitReason("the next request of the operator");
            } catch (TesseraException e) {
                if (!passes(e)) {
                    throw e;
                }
                pause(progress, String.valueOf(e.getMessage()));
            }
        }
    }

    private static void pause(MoveProgress progress, String waitsFor) throws InterruptedException {
        progress.recordWaitReason(waitsFor);
        Thread.sleep(BEFORE_RETRY.toMillis());
    }

    private MovePhase work(long moveId, MoveProgress progress) throws InterruptedException {
        try (MoveSession session = MoveSession.open(context, moveId, progress)) {
            // Before anything is written over it.
            if (!worked) {
                progress.resumeFrom(session.readMove().progress());
            }
            worked = true;
            return steered(session);
        }
    }

    private static MovePhase steered(MoveSession session) throws InterruptedException {
        try (LoadMonitor loadMonitor = session.watchLoad();
                OperatorPoller ignored = new OperatorPoller(session, loadMonitor)) {
            try {
                return phases(session);
            } catch (TransferStoppedException | LeaseLostException e) {
                throw e;
            } catch (TesseraException e) {
                throw recovered(session, e);
            }
        }
    }

    private static MovePhase phases(MoveSession session) throws InterruptedException {
        MovePhase phase = session.readMove().phase();
        while (true) {
            session.heldLease().requireGoingOn();
            MovePhase next = Phases.of(phase).run(session);
            if (phase == MovePhase.SWITCHED) {
                return phase;
            }
            // The cutover publishes its own end, in one transaction with the placement.
            if (next != MovePhase.SWITCHED) {
                session.steps().transition(phase, next);
            }
            phase = next;
        }
    }

    /**
     * Recovers a cutover that failed half-way at once, because clients wait.
     *
     * @return the cause of the failure
     */
    private static TesseraException recovered(MoveSession session, TesseraException failure) {
        try {
            if (session.readMove().phase() == MovePhase.CUTOVER) {
                new CutoverRecovery(session).recover();
            }
            if (passes(failure)) {
                // Written down when the session ends.
                session.progress().recordWaitReason(String.valueOf(failure.getMessage()));
                return failure;
            }
            TesseraException why = AlterationCheck.behind(failure, session);
            session.cluster().journal().recordFailure(session.lease(), String.valueOf(why.getMessage()));
            return why;
        } catch (TesseraException suppressed) {
            failure.addSuppressed(suppressed);
            return failure;
        }
    }

    /** A paused move is waited for, unless nobody wants it any more, or it was over, or through, before it could be paused. */
    private Move awaitDesiredState(long moveId, MoveProgress progress) throws InterruptedException {
        while (true) {
            try {
                Move move = cluster.journal().get(moveId);
                if (move.desiredState() != DesiredState.PAUSE || isThrough(move)) {
                    progress.clearWaitReason();
                    return move;
                }
                progress.recordWaitReason("`shardctl move resume " + moveId + "`");
            } catch (ServerUnreachableException e) {
                progress.recordWaitReason(String.valueOf(e.getMessage()));
            }
            Thread.sleep(BEFORE_RETRY.toMillis());
        }
    }

    private boolean isThrough(Move move) {
        return move.phase().isTerminal() || (move.phase() == MovePhase.SWITCHED && Switched.isCompared(cluster, move));
    }

    /** A server that is away comes back; data that differ don't become equal by waiting. */
    private static boolean passes(TesseraException failure) {
        return failure instanceof ServerUnreachableException || StatementFailedException.isConnectionLost(failure);
    }
}
