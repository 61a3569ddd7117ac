package dev.tessera.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.move.MoverProcess;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.move.MovePhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Kill -9 of a mover that splits or merges, of what aborts a split, or of what completes one. */
record ReorganizerKilled(String verb, String point) implements Trial {
    /** Well below what a router tries: its clients wait for the cutover, too. */
    private static final long NOTICED_MILLIS = 3_000;

    static List<Trial> all() {
        List<Trial> all = new ArrayList<>();
        Points.places(Points.MOVE).forEach(point -> all.add(new ReorganizerKilled("split", point)));
        Points.places(Points.MOVE).forEach(point -> all.add(new ReorganizerKilled("merge", point)));
        Points.places(Points.ABORT).forEach(point -> all.add(new ReorganizerKilled("abort", point)));
        Points.places(Points.COMPLETE).forEach(point -> all.add(new ReorganizerKilled("complete", point)));
        return all;
    }

    @Override
    public String name() {
        return "reorganizer/" + verb + "/" + point;
    }

    @Override
    public Ending run(Matrix matrix) throws Exception {
        Region region = new Region(matrix);
        return switch (verb) {
            case "abort" -> abort(matrix, region);
            case "complete" -> complete(matrix, region);
            default -> reorganize(matrix, region);
        };
    }

    private Ending reorganize(Matrix matrix, Region region) throws InterruptedException {
        region.prepare(verb);
        kill(matrix, region.start(verb, point, "halt"));
        long served = region.awaitServed(System.nanoTime(), name());
        // Sooner than any client gives up: that is why none is excused.
        assertThat(served).as(name()).isLessThan(NOTICED_MILLIS);
        Move move = matrix.awaitSettled();
        String way = move.phase() == MovePhase.SWITCHED ? "forward" : "back";
        return new Ending(move.phase().column(), served, way + region.finish(verb));
    }

    private Ending abort(Matrix matrix, Region region) throws InterruptedException {
        matrix.stopAgent();
        Instant from = kill(matrix, region.start("split", "fence:after-act", "halt"));
        long moveId = matrix.awaitLeaseFree().moveId();
        kill(matrix, matrix.process(point, "halt", "abort", Long.toString(moveId)));
        long killedAt = System.nanoTime();
        matrix.startAgent();
        long served = region.awaitServed(killedAt, name());
        matrix.excuse(from, Region.all(), Set.of());
        Move move = matrix.awaitSettled();
        MovePhase end = matrix.operator().abort(moveId);
        assertThat(region.published()).as(name()).isEqualTo(Region.WHOLE);
        return new Ending(move.phase().column(), served, "back, aborted again by the operator: " + end.column());
    }

    private Ending complete(Matrix matrix, Region region) throws InterruptedException {
        assertThat(matrix.operator().reorganize(Region.WHOLE, Region.HALVES)).isEqualTo(MovePhase.SWITCHED);
        long moveId = matrix.newest().moveId();
        kill(matrix, matrix.process(point, "halt", "complete", Long.toString(moveId)));
        long served = region.awaitServed(System.nanoTime(), name());
        Move move = matrix.awaitSettled();
        MovePhase end = matrix.operator().complete(moveId);
        region.prepare("split");
        return new Ending(move.phase().column(), served, "forward, completed again by the operator: " + end.column());
    }

    /** Returns when that was. */
    private Instant kill(Matrix matrix, MoverProcess process) {
        assertThat(process.awaitMilestone()).as(name()).isTrue();
        Instant killed = Instant.now();
        matrix.took(process);
        return killed;
    }
}
