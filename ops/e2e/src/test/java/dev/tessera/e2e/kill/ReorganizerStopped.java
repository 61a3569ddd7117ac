package dev.tessera.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.move.MoverProcess;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.move.MovePhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A mover that splits or merges and stands still past its lease. When it wakes up after an agent has settled its cutover, it goes on by itself; or
 * it changes nothing any more, when its reorganization was given up or completed meanwhile.
 */
record ReorganizerStopped(String form, String meanwhile, String point) implements Trial {
    private static final String SETTLED = "settled";
    private static final String UNDONE = "undone";

    static List<Trial> all() {
        List<String> points = Points.places(Points.MOVE);
        List<String> cutover =
                points.subList(points.indexOf("fence:before-act"), points.indexOf("switch:before-journal") + 1);
        List<Trial> all = new ArrayList<>();
        for (String form : List.of("split", "merge")) {
            cutover.forEach(point -> all.add(new ReorganizerStopped(form, SETTLED, point)));
            points.forEach(point -> all.add(new ReorganizerStopped(form, UNDONE, point)));
        }
        return all;
    }

    @Override
    public String name() {
        return "reorganizer-stopped/" + form + "/" + meanwhile + "/" + point;
    }

    @Override
    public Ending run(Matrix matrix) throws Exception {
        Region region = new Region(matrix);
        region.prepare(form);
        MoverProcess mover = region.start(form, point, "stop");
        try {
            assertThat(mover.awaitMilestone()).as(name()).isTrue();
            Instant from = Instant.now();
            long served = region.awaitServed(System.nanoTime(), name());
            Move move = matrix.awaitSettled();
            return meanwhile.equals(SETTLED)
                    ? goesOn(matrix, region, mover, move, served)
                    : harmless(matrix, region, mover, move, served, from);
        } finally {
            mover.close();
        }
    }

    private Ending goesOn(Matrix matrix, Region region, MoverProcess mover, Move move, long served)
            throws InterruptedException {
        mover.resume();
        mover.awaitEnd();
        assertThat(mover.outcome()).as(name()).isEqualTo("SWITCHED");
        matrix.passed().addAll(mover.passed());
        region.finish(form);
        return new Ending(move.phase().column(), served, "settled by the agent, gone on with by itself");
    }

    private Ending harmless(Matrix matrix, Region region, MoverProcess mover, Move move, long served, Instant from)
            throws InterruptedException {
        MovePhase ended = move.phase() == MovePhase.SWITCHED
                ? matrix.operator().complete(move.moveId())
                : matrix.operator().abort(move.moveId());
        region.awaitServed(System.nanoTime(), name());
        matrix.excuse(from, Region.all(), Set.of());
        List<String> before = Traces.of(matrix);
        mover.resume();
        mover.awaitEnd();
        assertThat(Traces.of(matrix)).as(name()).isEqualTo(before);
        matrix.passed().addAll(mover.passed());
        region.prepare("split");
        String said = mover.outcome().lines().findFirst().orElse("nothing");
        return new Ending(
                move.phase().column(),
                served,
                "it was " + ended.column() + ", nothing changed by it; it said: " + said);
    }
}
