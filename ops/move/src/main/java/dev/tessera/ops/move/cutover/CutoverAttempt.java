package dev.tessera.ops.move.cutover;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.Fence;
import dev.tessera.ops.move.servers.Replicas;
import dev.tessera.ops.move.servers.TableRename;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.ops.move.transfer.spec.Deadline;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.move.MoveStepState;
import java.time.Duration;
import java.util.Optional;

/**
 * The pause that clients feel: fence, what must be so behind it, the target's RENAME, the placement. Until the target's RENAME is sent
 * everything goes back; once it has happened everything goes forward. Nothing is written to the journal in between, since whoever goes on
 * looks at the servers.
 */
public final class CutoverAttempt {
    /** A RENAME that is sent later might meet whoever takes the move over. */
    static final Duration LEASE_TO_GO_LIVE = Duration.ofMillis(500);

    private final MoveSession session;
    private final Fence fence;
    private final FencedChecks behindFence;
    private final Move move;
    private final TableRename away;
    private final TargetActivation target;
    /** What the target had executed after the last row came in, and before its tables were live. */
    private String position = "";

    public CutoverAttempt(
            MoveSession session,
            Fence fence,
            Replicas replicas,
            CutoverDefinitions definitions,
            TargetActivation target) {
        this.session = session;
        this.fence = fence;
        this.move = session.readMove();
        this.behindFence = new FencedChecks(session, replicas, definitions, move);
        this.away = new TableRename(session.readParentTables(), BucketTables.LIVE_SCHEMA, move.frozenSchema());
        this.target = target;
    }

    /** Why the bucket is back where it was; empty when it has moved. */
    public Optional<String> run() {
        announce();
        PauseClock clock = PauseClock.start();
        Optional<String> refused = takeFence();
        if (refused.isPresent()) {
            FenceRelease.end(session, move);
            return refused;
        }
        Optional<String> obstacle = orBack();
        if (obstacle.isPresent()) {
            return obstacle;
        }
        Optional<String> notLive = makeLive();
        if (notLive.isPresent()) {
            unfence();
            return notLive;
        }
        new Publication(session, move, position).publish();
        session.steps().write(MoveStepName.PAUSE, MoveStepState.MEASURED, Optional.of(clock.elapsedMillis()));
        return Optional.empty();
    }

    private void announce() {
        String before = session.target().gtidExecuted();
        session.steps().recordCutover(MoveStepName.CUTOVER_BEGINS, term -> session.cluster()
                .placements()
                .beginCutover(session.lease(), move, before, term));
        session.requireDirectory();
    }

    private Optional<String> takeFence() {
        Duration budget = session.options().fenceBudget(away.tables().size());
        return session.steps().silently(MoveStepName.FENCE, () -> fence.attempt(away, budget));
    }

    /** What speaks against going on. The source is back then. */
    private Optional<String> orBack() {
        try {
            Optional<String> obstacle = obstacle(Deadline.in(session.options().behindFence()));
            if (obstacle.isPresent()) {
                unfence();
            }
            return obstacle;
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

    private Optional<String> obstacle(Deadline deadline) {
        Optional<String> obstacle = behindFence.obstacle(deadline);
        if (obstacle.isEmpty()) {
            // A client with an old map may write the moment the tables are there: where the reverse replication begins
            // is read before.
            position = session.target().gtidExecuted(deadline);
            session.heldLease().require();
            return leaseTooShort();
        }
        return obstacle;
    }

    private Optional<String> leaseTooShort() {
        return session.heldLease().left().compareTo(LEASE_TO_GO_LIVE) < 0
                ? Optional.of("the directory did not renew the lease: less than " + LEASE_TO_GO_LIVE.toMillis()
                        + " ms were left of it")
                : Optional.empty();
    }

    /** It is live then, or it never was. */
    private Optional<String> makeLive() {
        Duration budget = session.options().fenceBudget(target.tables());
        return session.steps().silently(MoveStepName.TARGET_LIVE, () -> target.attempt(budget));
    }

    private void unfence() {
        FenceRelease.back(session, move, away.back());
    }
}
