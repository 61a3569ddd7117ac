package dev.tessera.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.move.MoverProcess;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.ShardName;
import java.util.ArrayList;
import java.util.List;

/**
 * A mover that stands still past its lease: it keeps its locks, so it is left alone until the lease has run out. When it wakes up, after an agent
 * has settled its cutover, it goes on by itself.
 */
record MoverStopped(String point) implements Trial {
    private static final String FIRST = "fence:before-act";
    private static final String LAST = "switch:before-journal";
    /** A lease of 1.5 s may have run for as long as until its next renewal. */
    private static final long LEFT_ALONE_MILLIS = 1_000;

    static List<Trial> all() {
        List<String> points = Points.places(Points.MOVE);
        List<Trial> all = new ArrayList<>();
        points.subList(points.indexOf(FIRST), points.indexOf(LAST) + 1)
                .forEach(point -> all.add(new MoverStopped(point)));
        return all;
    }

    @Override
    public String name() {
        return "stopped/" + point;
    }

    @Override
    public Ending run(Matrix matrix) throws Exception {
        ShardName target = matrix.elsewhere();
        MoverProcess mover = matrix.mover(point, "stop");
        try {
            assertThat(mover.awaitMilestone()).as(name()).isTrue();
            long stoppedAt = System.nanoTime();
            matrix.awaitServed(stoppedAt, name());
            Move move = matrix.awaitSettled();
            long settled = (System.nanoTime() - stoppedAt) / 1_000_000;
            assertThat(settled).as(name()).isGreaterThan(LEFT_ALONE_MILLIS);
            mover.resume();
            mover.awaitEnd();
            assertThat(mover.outcome()).as(name()).isEqualTo("SWITCHED");
            assertThat(matrix.home()).as(name()).isEqualTo(target);
            matrix.finish();
            return new Ending(move.phase().column(), settled, "settled by the agent, gone on with by itself");
        } finally {
            matrix.took(mover);
        }
    }
}
