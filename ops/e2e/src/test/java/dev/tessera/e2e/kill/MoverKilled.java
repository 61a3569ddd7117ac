package dev.tessera.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.move.MoverProcess;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Kill -9 of a mover, of one that goes back, of what aborts a move, or of what completes one. */
record MoverKilled(String verb, String point) implements Trial {
    /** Well below what a router tries: its clients wait for the cutover, too. */
    private static final long NOTICED_MILLIS = 3_000;

    static List<Trial> all() {
        List<Trial> all = new ArrayList<>();
        Points.places(Points.MOVE).forEach(point -> all.add(new MoverKilled("move", point)));
        Points.places(Points.ABORT).forEach(point -> all.add(new MoverKilled("abort", point)));
        Points.places(Points.REVERSE).forEach(point -> all.add(new MoverKilled("reverse", point)));
        Points.places(Points.COMPLETE).forEach(point -> all.add(new MoverKilled("complete", point)));
        return all;
    }

    @Override
    public String name() {
        return "mover/" + verb + "/" + point;
    }

    @Override
    public Ending run(Matrix matrix) throws Exception {
        return switch (verb) {
            case "move" -> move(matrix);
            case "reverse" -> reverse(matrix);
            case "abort" -> abort(matrix);
            default -> complete(matrix);
        };
    }

    private Ending move(Matrix matrix) throws InterruptedException {
        ShardName target = matrix.elsewhere();
        kill(matrix, matrix.mover(point, "halt"));
        long served = awaitServedUnnoticed(matrix);
        Move move = matrix.awaitSettled();
        String resumed = matrix.finish();
        assertThat(matrix.home()).as(name()).isEqualTo(target);
        return new Ending(move.phase().column(), served, wayOf(move) + resumed);
    }

    private Ending reverse(Matrix matrix) throws InterruptedException {
        ShardName home = matrix.home();
        assertThat(matrix.operator().move(Matrix.BUCKET, matrix.elsewhere())).isEqualTo(MovePhase.SWITCHED);
        long reversed = matrix.newest().moveId();
        kill(matrix, matrix.process(point, "halt", "reverse", Long.toString(reversed)));
        long served = awaitServedUnnoticed(matrix);
        Move move = matrix.awaitSettled();
        assertThat(move.reverses()).as(name()).hasValue(reversed);
        String resumed = matrix.finish();
        assertThat(matrix.home()).as(name()).isEqualTo(home);
        assertThat(matrix.cluster().journal().get(reversed).phase()).as(name()).isEqualTo(MovePhase.REVERSED);
        return new Ending(move.phase().column(), served, wayOf(move) + resumed);
    }

    private Ending abort(Matrix matrix) throws InterruptedException {
        ShardName source = matrix.home();
        matrix.stopAgent();
        Instant from = kill(matrix, matrix.mover("fence:after-act", "halt"));
        long moveId = matrix.awaitLeaseFree().moveId();
        kill(matrix, matrix.process(point, "halt", "abort", Long.toString(moveId)));
        long killedAt = System.nanoTime();
        matrix.startAgent();
        long served = matrix.awaitServed(killedAt, name());
        matrix.excuse(from, Set.of(Matrix.BUCKET), Set.of());
        Move move = matrix.awaitSettled();
        MovePhase end = matrix.operator().abort(moveId);
        assertThat(matrix.home()).as(name()).isEqualTo(source);
        return new Ending(move.phase().column(), served, "back, aborted again by the operator: " + end.column());
    }

    private Ending complete(Matrix matrix) throws InterruptedException {
        ShardName target = matrix.elsewhere();
        assertThat(matrix.operator().move(Matrix.BUCKET, target)).isEqualTo(MovePhase.SWITCHED);
        long moveId = matrix.newest().moveId();
        kill(matrix, matrix.process(point, "halt", "complete", Long.toString(moveId)));
        long served = matrix.awaitServed(System.nanoTime(), name());
        Move move = matrix.awaitSettled();
        MovePhase end = matrix.operator().complete(moveId);
        assertThat(matrix.home()).as(name()).isEqualTo(target);
        return new Ending(move.phase().column(), served, "forward, completed again by the operator: " + end.column());
    }

    /** Sooner than any client gives up: that is why none is excused. */
    private long awaitServedUnnoticed(Matrix matrix) {
        long served = matrix.awaitServed(System.nanoTime(), name());
        assertThat(served).as(name()).isLessThan(NOTICED_MILLIS);
        return served;
    }

    /** Returns when that was. */
    private Instant kill(Matrix matrix, MoverProcess process) {
        assertThat(process.awaitMilestone()).as(name()).isTrue();
        Instant killed = Instant.now();
        matrix.took(process);
        return killed;
    }

    private static String wayOf(Move move) {
        return move.phase() == MovePhase.SWITCHED ? "forward" : "back";
    }
}
