package dev.tessera.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.move.MoverProcess;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Kill -9 of an agent while it repairs; a second one ends what it began.
 *
 * @param left the milestone at which a mover was killed, or {@code lost-flip}
 */
record AgentKilled(String left, String point) implements Trial {
    private static final String LOST_FLIP = "lost-flip";

    static List<Trial> all() {
        List<Trial> all = new ArrayList<>();
        Points.places(Points.SETTLE_UNFENCED)
                .forEach(point -> all.add(new AgentKilled("cutover-begins:after-journal", point)));
        Points.places(Points.SETTLE_BACK).forEach(point -> all.add(new AgentKilled("drain:before-act", point)));
        Points.places(Points.SETTLE_BACK).forEach(point -> all.add(new AgentKilled("target-live:before-act", point)));
        Points.places(Points.SETTLE_FORWARD).forEach(point -> all.add(new AgentKilled("target-live:after-act", point)));
        Points.places(Points.CORRECT).forEach(point -> all.add(new AgentKilled(LOST_FLIP, point)));
        return all;
    }

    @Override
    public String name() {
        return "agent/" + left + "/" + point;
    }

    @Override
    public Ending run(Matrix matrix) throws Exception {
        ShardName source = matrix.home();
        ShardName target = matrix.elsewhere();
        matrix.stopAgent();
        Instant from = leave(matrix, source, target);
        MoverProcess agent = matrix.process(point, "halt", "agent");
        assertThat(agent.awaitMilestone()).as(name()).isTrue();
        matrix.took(agent);
        long killedAt = System.nanoTime();
        matrix.startAgent();
        long served = matrix.awaitServed(killedAt, name());
        matrix.excuse(from, Set.of(Matrix.BUCKET), Set.of());
        Move move = matrix.awaitSettled();
        String way = matrix.home().equals(target) ? "forward" : "back";
        String resumed = matrix.finish();
        assertThat(matrix.home()).as(name()).isEqualTo(target);
        return new Ending(move.phase().column(), served, way + " by the second agent" + resumed);
    }

    /** Returns from when on clients may have to wait. */
    private Instant leave(Matrix matrix, ShardName source, ShardName target) throws InterruptedException {
        if (left.equals(LOST_FLIP)) {
            Placement before = matrix.cluster().placements().find(Matrix.BUCKET).orElseThrow();
            assertThat(matrix.operator().move(Matrix.BUCKET, target)).isEqualTo(MovePhase.SWITCHED);
            forgetFlip(matrix, source, before.epoch());
            return Instant.now();
        }
        MoverProcess mover = matrix.mover(left, "halt");
        assertThat(mover.awaitMilestone()).as(name()).isTrue();
        Instant killed = Instant.now();
        matrix.took(mover);
        return killed;
    }

    /** As a directory that failed over to a replica which had not heard of it. */
    private static void forgetFlip(Matrix matrix, ShardName source, long epoch) {
        String schema = matrix.cluster().config().directory().schema().value();
        matrix.directory()
                .execute("update " + schema + ".placements set shard = '" + source + "', epoch = " + epoch
                        + " where bucket = '" + Matrix.BUCKET + "'");
    }
}
