package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.cutover.CutoverAttempt;
import dev.tessera.ops.move.cutover.CutoverConditions;
import dev.tessera.ops.move.cutover.CutoverDefinitions;
import dev.tessera.ops.move.cutover.CutoverRecovery;
import dev.tessera.ops.move.cutover.EpochAllocation;
import dev.tessera.ops.move.cutover.FenceTurn;
import dev.tessera.ops.move.cutover.TargetActivation;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.Fence;
import dev.tessera.ops.move.servers.Replicas;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.move.MoveStepState;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits for a good moment and takes the bucket over, in attempts that are each bounded: a client waits for one of them, and never sees an
 * error. Begins by finding out what an earlier run left.
 */
final class Cutover implements Phase {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    @Override
    public MovePhase run(MoveSession session) throws InterruptedException {
        if (new CutoverRecovery(session).recover() == CutoverRecovery.Result.SWITCHED) {
            return MovePhase.SWITCHED;
        }
        if (!session.streams().isVerified()) {
            return MovePhase.VERIFYING;
        }
        prepare(session);
        try (Fence fence = new Fence(session.source());
                Replicas replicas = replicasOf(session, session.readMove());
                CutoverDefinitions definitions = new CutoverDefinitions(session);
                TargetActivation target = new TargetActivation(session);
                FenceTurn turn = new FenceTurn(session)) {
            return attempts(
                    session,
                    new CutoverConditions(session, definitions),
                    turn,
                    new CutoverAttempt(session, fence, replicas, definitions, target));
        }
    }

    private static MovePhase attempts(
            MoveSession session, CutoverConditions conditions, FenceTurn turn, CutoverAttempt attempt)
            throws InterruptedException {
        while (true) {
            if (!awaitGoodMoment(session, conditions, turn)) {
                return MovePhase.VERIFYING;
            }
            conditions.askAgain();
            Optional<String> refused = withoutThrottle(session, attempt);
            turn.close();
            if (refused.isEmpty()) {
                return MovePhase.SWITCHED;
            }
            session.steps().write(MoveStepName.CUTOVER_ATTEMPT, MoveStepState.GIVEN_UP, refused);
            pause(session, refused.get());
            if (!session.streams().isVerified()) {
                return MovePhase.VERIFYING;
            }
        }
    }

    /** From before the fence until the bucket is served again, clients wait for the catch-up: it must not wait for anything else. */
    private static Optional<String> withoutThrottle(MoveSession session, CutoverAttempt attempt) {
        session.throttle().lift();
        try {
            return attempt.run();
        } finally {
            session.throttle().restore();
        }
    }

    /** Everything that can be done before clients have to wait. */
    private static void prepare(MoveSession session) {
        Move move = session.readMove();
        session.steps().record(MoveStepName.LEDGER_FROZEN, () -> session.cluster()
                .ledger()
                .willMake(session.lease(), move, move.source(), move.frozenSchema()));
        session.steps().act(MoveStepName.FROZEN_SCHEMA, () -> session.source()
                .sql()
                .execute("create schema if not exists " + move.frozenSchema()));
        EpochAllocation.decide(session);
    }

    private static Replicas replicasOf(MoveSession session, Move move) {
        return new Replicas(
                session.cluster().config().shard(move.source()),
                session.cluster().operator());
    }

    /** False when so much was written that the comparison must be made again first. */
    private static boolean awaitGoodMoment(MoveSession session, CutoverConditions conditions, FenceTurn turn)
            throws InterruptedException {
        while (true) {
            session.heldLease().requireGoingOn();
            session.streams().catchUp().throwIfFailed();
            if (session.streams().verification().keysToRecheck()
                    > session.options().keysToRecheck()) {
                return false;
            }
            Optional<String> obstacle = obstacle(session, conditions);
            if (obstacle.isEmpty()) {
                obstacle = turn.take();
            }
            if (obstacle.isEmpty()) {
                session.progress().clearWaitReason();
                return true;
            }
            session.progress().recordWaitReason(obstacle.get());
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    private static Optional<String> obstacle(MoveSession session, CutoverConditions conditions)
            throws InterruptedException {
        Move move = session.readMove();
        if (move.cutover() == CutoverMode.MANUAL) {
            return Optional.of("`shardctl move cutover " + move.moveId() + "`; the copy is kept up to date");
        }
        Optional<String> unmet = conditions.unmet();
        if (unmet.isPresent()) {
            return unmet;
        }
        Duration lag = session.streams().catchUp().lag();
        if (lag.compareTo(session.options().smallLag()) > 0) {
            return Optional.of("the copy, which is " + lag.toMillis() + " ms behind");
        }
        Optional<String> throttled = session.throttle().holds();
        if (throttled.isPresent()) {
            return throttled;
        }
        return conditions.holder();
    }

    private static void pause(MoveSession session, String reason) throws InterruptedException {
        Duration pause = session.options().betweenAttempts();
        session.progress().recordWaitReason(reason + "; next attempt in " + pause.toSeconds() + " s");
        long end = System.nanoTime() + pause.toNanos();
        while (System.nanoTime() < end) {
            session.heldLease().requireGoingOn();
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }
}
