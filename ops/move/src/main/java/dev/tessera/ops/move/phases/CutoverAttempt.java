package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.Fence;
import dev.tessera.ops.move.servers.Replicas;
import dev.tessera.ops.move.servers.TableRename;
import dev.tessera.shardconfig.BucketTables;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The pause that clients feel: fence, drain, comparison, the target's RENAME, the placement. Until the target's RENAME is sent everything
 * goes back; once it has happened everything goes forward. Nothing is written to the journal in between, since whoever goes on looks
 * at the servers.
 */
final class CutoverAttempt {
    private final MoveSession session;
    private final Fence fence;
    private final Replicas replicas;
    private final Move move;
    private final TableRename away;
    private final TableRename live;

    CutoverAttempt(MoveSession session, Fence fence, Replicas replicas) {
        this.session = session;
        this.fence = fence;
        this.replicas = replicas;
        this.move = session.move();
        this.away = new TableRename(session.tables(), BucketTables.LIVE_SCHEMA, move.frozenSchema());
        this.live = new TableRename(session.tables(), move.incomingSchema(), BucketTables.LIVE_SCHEMA);
    }

    /** Why the bucket is back where it was; empty when it has moved. */
    Optional<String> run() {
        String before = session.target().gtidExecuted();
        session.record(
                "cutover-begins", () -> session.cluster().placements().beginCutover(session.lease(), move, before));
        session.requireDirectory();
        PauseClock clock = PauseClock.start();
        Optional<String> refused = takeFence();
        if (refused.isPresent()) {
            Unfencing.end(session, move);
            return refused;
        }
        Optional<String> obstacle = behindFence();
        if (obstacle.isPresent()) {
            return obstacle;
        }
        // A client with an old map may write the moment the tables are there: where the way back begins is read before.
        String position = session.target().gtidExecuted();
        session.silently("target-live", () -> session.target().sql().execute(live.sql()));
        new Publication(session, move, position).publish();
        session.write("pause", "measured", Optional.of(clock.elapsedMillis()));
        return Optional.empty();
    }

    private Optional<String> takeFence() {
        Refusal refusal = new Refusal();
        session.silently(
                "fence",
                () -> refusal.why = fence.attempt(away, session.options().fenceBudget()));
        return refusal.why;
    }

    /** With the source standing still: what speaks against going on. The source is back then. */
    private Optional<String> behindFence() {
        try {
            Refusal obstacle = new Refusal();
            session.silently(
                    "drain", () -> obstacle.why = drain(session.source().gtidExecuted()));
            if (obstacle.why.isEmpty()) {
                session.silently("recheck", () -> session.verification().recheckFrozen(move.frozenSchema()));
                session.requireLease();
                return Optional.empty();
            }
            unfence();
            return obstacle.why;
        } catch (RuntimeException e) {
            try {
                unfence();
            } catch (RuntimeException suppressed) {
                // Whoever takes the lease next finds it frozen and brings it back.
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private Optional<String> drain(String frontier) {
        Duration budget = session.options().drainBudget();
        if (!session.options().withoutReplicas()) {
            List<String> behind = replicas.behind(frontier, budget);
            if (!behind.isEmpty()) {
                return Optional.of(behind.get(0) + ": a failover would bring the bucket back to life there");
            }
        }
        if (!session.catchUp().awaitApplied(frontier, budget)) {
            return Optional.of("the copy did not have everything within " + budget.toMillis() + " ms");
        }
        return Optional.empty();
    }

    private void unfence() {
        Unfencing.back(session, move, away.back());
    }

    /** Carries an answer out of an act. */
    private static final class Refusal {
        private Optional<String> why = Optional.empty();
    }
}
