package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.LeaseHeldException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.servers.Replicas;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.ops.move.throttle.LoadMonitor;
import dev.tessera.ops.move.transfer.spec.Deadline;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Ends the reverse replication of a move whose bucket lives on the target, and drops its frozen originals: exactly what that move made, and nothing else.
 * Interrupted anywhere, it can be run again.
 */
public final class Completion {
    private static final Duration FOR_REPLICAS = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final MoverContext context;
    private final Cluster cluster;
    private final Consumer<String> waitsFor;

    public Completion(MoverContext context) {
        this(context, reason -> {});
    }

    /** @param waitsFor is told twice a second and more what it waits for, when it does; by several threads */
    public Completion(MoverContext context, Consumer<String> waitsFor) {
        this.context = context;
        this.cluster = context.cluster();
        this.waitsFor = waitsFor;
    }

    /**
     * Waits until the move's grace period is over, if it must.
     *
     * @return done, or reversed when the originals are live and there is nothing to drop
     * @throws MoveRefusedException saying what is missing: the switch, the comparison, a replica of the target
     */
    public MovePhase run(long moveId) throws InterruptedException {
        Move planned = cluster.journal().get(moveId);
        if (planned.phase().isTerminal() && planned.phase() != MovePhase.ABORTED) {
            return planned.phase();
        }
        if (planned.phase() != MovePhase.SWITCHED) {
            throw new MoveRefusedException(planned.describe() + " is "
                    + planned.phase().column() + "; only a move that is switched can be completed");
        }
        awaitGrace(moveId);
        try (MoveSession session = session(moveId)) {
            // Said after any pause that was left.
            cluster.journal().requestState(moveId, DesiredState.RUN);
            carryOut(session);
            session.steps().transition(MovePhase.SWITCHED, MovePhase.DONE);
            cluster.audit().record(context.who(), "move complete", planned.describe());
            return MovePhase.DONE;
        }
    }

    private void carryOut(MoveSession session) throws InterruptedException {
        try (LoadMonitor loadMonitor = session.watchLoad();
                OperatorPoller ignored = new OperatorPoller(
                        session, loadMonitor, progress -> recordWaitReason(session, progress.waitReason()))) {
            Phases.of(MovePhase.SWITCHED).run(session);
            new Originals(session).requireAsAtTheSwitch();
            requireReplicas(session);
            endReverseReplication(session);
            new SchemaCleanup(session, () -> awaitThrottle(session)).clear();
        }
    }

    /** What was copied, and how fast, stays written down as the mover left it. */
    private void recordWaitReason(MoveSession session, Optional<String> reason) {
        cluster.journal().recordWaitReason(session.lease(), reason);
        reason.ifPresent(waitsFor);
    }

    private void awaitGrace(long moveId) throws InterruptedException {
        Duration left = graceLeft(moveId);
        while (!left.isZero()) {
            waitsFor.accept("the grace period of the move: " + left.toSeconds()
                    + " s more, until which it can be reversed;" + " --now doesn't wait for it");
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            left = graceLeft(moveId);
        }
    }

    private Duration graceLeft(long moveId) {
        Optional<ReverseReplication> open =
                cluster.reverseReplications().find(moveId).filter(ReverseReplication::isOpen);
        return context.options().withoutGrace()
                ? Duration.ZERO
                : open.map(ReverseReplication::graceLeft).orElse(Duration.ZERO);
    }

    /** An agent may be comparing it at this moment, or a mover just have ended. */
    private MoveSession session(long moveId) throws InterruptedException {
        long until =
                System.nanoTime() + context.options().lease().multipliedBy(2).toNanos();
        while (true) {
            try {
                return MoveSession.open(context, moveId, new MoveProgress());
            } catch (LeaseHeldException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                waitsFor.accept(String.valueOf(e.getMessage()));
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        }
    }

    /** From now on nobody goes back, and nothing is written into the originals. */
    private void endReverseReplication(MoveSession session) {
        Move move = session.readMove();
        session.steps().record(MoveStepName.REVERSE_REPLICATION_ENDS, () -> {
            long epoch = cluster.reverseReplications().endForCompletion(move.moveId());
            new BucketRegistry(session.source().sql()).lease(move.moveId(), move.bucket(), epoch);
        });
    }

    private static void awaitThrottle(MoveSession session) {
        while (true) {
            session.heldLease().requireGoingOn();
            Optional<String> throttled = session.throttle().holds();
            if (throttled.isEmpty()) {
                session.progress().clearWaitReason();
                return;
            }
            session.progress().recordWaitReason(throttled.get());
            session.heldLease().stopSignal().check();
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** A replica of the target that lacks its RENAME would come back, after a failover, without the bucket; then the originals are all there is. */
    private void requireReplicas(MoveSession session) {
        Move move = session.readMove();
        try (Replicas replicas = new Replicas(cluster.config().shard(move.target()), cluster.operator())) {
            List<String> behind = replicas.behind(session.target().gtidExecuted(), Deadline.in(FOR_REPLICAS));
            if (!behind.isEmpty() && !context.options().withoutReplicas()) {
                throw new MoveRefusedException(move.describe() + " can't be completed yet: " + behind.get(0));
            }
        }
    }
}
