package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.MovePhase;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRefusedException;
import dev.tessera.ops.move.servers.Replicas;
import java.time.Duration;
import java.util.List;

/** Drops the frozen originals of a move whose bucket lives on the target: exactly what that move made, and nothing else. */
public final class Completion {
    private static final Duration FOR_REPLICAS = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final MoveOptions options;
    private final Milestones milestones;
    private final String who;

    public Completion(Cluster cluster, MoveOptions options, Milestones milestones, String who) {
        this.cluster = cluster;
        this.options = options;
        this.milestones = milestones;
        this.who = who;
    }

    /** @throws MoveRefusedException saying what is missing: the switch, the comparison, a replica of the target */
    public MovePhase run(long moveId) throws InterruptedException {
        Move planned = cluster.journal().get(moveId);
        if (planned.phase() == MovePhase.DONE) {
            return MovePhase.DONE;
        }
        if (planned.phase() != MovePhase.SWITCHED) {
            throw new MoveRefusedException(planned.describe() + " is "
                    + planned.phase().column() + "; only a move that is switched can be completed");
        }
        try (MoveSession session = MoveSession.open(cluster, moveId, who, options, milestones, new MoveProgress())) {
            Phases.of(MovePhase.SWITCHED).run(session);
            requireReplicas(session);
            new Clearing(session).clear();
            session.transition(MovePhase.SWITCHED, MovePhase.DONE);
            cluster.audit().record(who, "move complete", planned.describe());
            return MovePhase.DONE;
        }
    }

    /** A replica of the target that lacks its RENAME would come back, after a failover, without the bucket; then the originals are all there is. */
    private void requireReplicas(MoveSession session) {
        Move move = session.move();
        try (Replicas replicas = new Replicas(cluster.config().shard(move.target()), cluster.operator())) {
            List<String> behind = replicas.behind(session.target().gtidExecuted(), FOR_REPLICAS);
            if (!behind.isEmpty() && !options.withoutReplicas()) {
                throw new MoveRefusedException(move.describe() + " can't be completed yet: " + behind.get(0));
            }
        }
    }
}
