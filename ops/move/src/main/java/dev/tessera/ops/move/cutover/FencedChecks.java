package dev.tessera.ops.move.cutover;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.Replicas;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.ops.move.transfer.spec.Deadline;
import dev.tessera.ops.move.transfer.spec.DeadlineSpentException;
import dev.tessera.shardconfig.move.MoveStepName;
import java.util.List;
import java.util.Optional;

/**
 * With the source standing still: whatever must be so before the target may go live. All of it together has one deadline, since clients wait
 * for all of it together; what spends it is named.
 */
final class FencedChecks {
    private final MoveSession session;
    private final Replicas replicas;
    private final CutoverDefinitions definitions;
    private final Move move;

    FencedChecks(MoveSession session, Replicas replicas, CutoverDefinitions definitions, Move move) {
        this.session = session;
        this.replicas = replicas;
        this.definitions = definitions;
        this.move = move;
    }

    /**
     * What speaks against going on; empty when the target may go live.
     *
     * @throws dev.tessera.ops.move.transfer.spec.MismatchException when the copy isn't what it should be
     * @throws dev.tessera.ops.move.directory.MoveRefusedException when its tables aren't
     */
    Optional<String> obstacle(Deadline deadline) {
        definitions.begin();
        Optional<String> behind = session.steps().silently(MoveStepName.DRAIN, () -> drain(deadline));
        return behind.isPresent()
                ? behind
                : session.steps()
                        .silently(MoveStepName.RECHECK, () -> recheck(deadline).or(() -> definitions.await(deadline)));
    }

    private Optional<String> drain(Deadline deadline) {
        String frontier = session.source().gtidExecuted(deadline);
        if (!session.options().withoutReplicas()) {
            List<String> behind = replicas.behind(frontier, deadline);
            if (!behind.isEmpty()) {
                return Optional.of(behind.get(0) + ": a failover would bring the bucket back to life there");
            }
        }
        if (!session.streams().catchUp().awaitApplied(frontier, deadline.left())) {
            return Optional.of("the copy did not have everything within "
                    + deadline.budget().toMillis() + " ms");
        }
        return Optional.empty();
    }

    private Optional<String> recheck(Deadline deadline) {
        try {
            session.streams().verification().recheckFrozen(move.frozenSchema(), deadline);
            return Optional.empty();
        } catch (DeadlineSpentException e) {
            session.streams().forgetVerification();
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
