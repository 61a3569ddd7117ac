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

/**
 * A mover that is stopped past its lease, and wakes when others have undone or ended its move: it changes nothing any more.
 *
 * @param meanwhile {@code undone}: its move was aborted, or completed where it had switched already; {@code another-runs}: and another move of
 *     the bucket is under way; {@code another-ended}: and another move of the bucket was made and completed
 */
record ZombieWoken(String meanwhile, String point) implements Trial {
    private static final List<String> MEANWHILE = List.of("undone", "another-runs", "another-ended");
    private static final String RUNS_UNTIL = "drain:before-act";

    /** Every point with one of the three, and those of the cutover with all. */
    static List<Trial> all() {
        List<Trial> all = new ArrayList<>();
        List<String> points = Points.places(Points.MOVE);
        int cutover = points.indexOf("fence:before-act");
        int switched = points.indexOf("pause-measured:before-journal");
        for (int i = 0; i < points.size(); i++) {
            boolean every = i >= cutover && i <= switched;
            for (String meanwhile : every ? MEANWHILE : List.of(MEANWHILE.get(i % MEANWHILE.size()))) {
                all.add(new ZombieWoken(meanwhile, points.get(i)));
            }
        }
        return all;
    }

    @Override
    public String name() {
        return "zombie/" + meanwhile + "/" + point;
    }

    @Override
    public Ending run(Matrix matrix) throws Exception {
        MoverProcess zombie = matrix.mover(point, "stop");
        try {
            assertThat(zombie.awaitMilestone()).as(name()).isTrue();
            Instant from = Instant.now();
            long served = matrix.awaitServed(System.nanoTime(), name());
            Move move = matrix.awaitSettled();
            MovePhase ended = end(matrix, move);
            assertThat(matrix.awaitServed(System.nanoTime(), name())).isNotNegative();
            matrix.excuse(from, Set.of(Matrix.BUCKET), Set.of());
            String other = wake(matrix, zombie);
            matrix.finish();
            return new Ending(
                    move.phase().column(),
                    served,
                    "its move " + ended.column() + other + ", nothing changed by it; it said: " + said(zombie));
        } finally {
            zombie.close();
        }
    }

    private static MovePhase end(Matrix matrix, Move move) throws InterruptedException {
        return move.phase() == MovePhase.SWITCHED
                ? matrix.operator().complete(move.moveId())
                : matrix.operator().abort(move.moveId());
    }

    private String wake(Matrix matrix, MoverProcess zombie) throws InterruptedException {
        return switch (meanwhile) {
            case "another-runs" -> whileAnotherRuns(matrix, zombie);
            case "another-ended" -> afterAnother(matrix, zombie);
            default -> {
                assertHarmless(matrix, zombie);
                yield "";
            }
        };
    }

    private String afterAnother(Matrix matrix, MoverProcess zombie) throws InterruptedException {
        ShardName target = matrix.elsewhere();
        assertThat(matrix.operator().move(Matrix.BUCKET, target)).isEqualTo(MovePhase.SWITCHED);
        matrix.finish();
        assertHarmless(matrix, zombie);
        assertThat(matrix.home()).isEqualTo(target);
        return ", another ended";
    }

    /** The other one waits behind its fence: nowhere would a zombie do more harm. */
    private String whileAnotherRuns(Matrix matrix, MoverProcess zombie) throws InterruptedException {
        ShardName target = matrix.elsewhere();
        MoverProcess other = matrix.mover(RUNS_UNTIL, "wait");
        Instant from = Instant.now();
        try {
            assertThat(other.awaitMilestone()).as(name()).isTrue();
            assertHarmless(matrix, zombie);
            other.goOn();
            other.awaitEnd();
        } finally {
            matrix.took(other);
        }
        matrix.awaitServed(System.nanoTime(), name());
        matrix.excuse(from, Set.of(Matrix.BUCKET), Set.of());
        assertThat(other.outcome()).as(name()).isEqualTo("SWITCHED");
        assertThat(matrix.home()).isEqualTo(target);
        return ", another went on behind its fence";
    }

    private void assertHarmless(Matrix matrix, MoverProcess zombie) {
        List<String> before = Traces.of(matrix);
        zombie.resume();
        zombie.awaitEnd();
        assertThat(Traces.of(matrix)).as(name()).isEqualTo(before);
        matrix.passed().addAll(zombie.passed());
    }

    private static String said(MoverProcess zombie) {
        return zombie.outcome().lines().findFirst().orElse("nothing");
    }
}
