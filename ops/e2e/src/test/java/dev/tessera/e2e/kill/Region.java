package dev.tessera.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.move.MoverProcess;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The slots of the matrix's bucket, which trials split and merge: whole before each trial and after it. */
record Region(Matrix matrix) {
    static final List<BucketId> WHOLE = List.of(Matrix.BUCKET);
    static final List<BucketId> HALVES = halves(Matrix.BUCKET);

    private static List<BucketId> halves(BucketId bucket) {
        int middle = bucket.firstSlot() + bucket.slotCount() / 2;
        return List.of(new BucketId(bucket.firstSlot(), middle - 1), new BucketId(middle, bucket.lastSlot()));
    }

    /** What a form makes of what. */
    static List<BucketId> parents(String form) {
        return form.equals("split") ? WHOLE : HALVES;
    }

    static List<BucketId> children(String form) {
        return form.equals("split") ? HALVES : WHOLE;
    }

    static Set<BucketId> all() {
        Set<BucketId> all = new HashSet<>(WHOLE);
        all.addAll(HALVES);
        return all;
    }

    /** The published buckets of these slots. */
    List<BucketId> published() {
        return matrix.cluster().placements().all().stream()
                .map(Placement::bucket)
                .filter(bucket -> bucket.overlaps(Matrix.BUCKET))
                .sorted()
                .toList();
    }

    /** Where they live. */
    ShardName home() {
        return matrix.cluster()
                .placements()
                .find(published().get(0))
                .orElseThrow()
                .shard();
    }

    /** Has the parents of a form there. */
    void prepare(String form) throws InterruptedException {
        if (!published().equals(parents(form))) {
            reorganize(parents(form));
        }
    }

    /** As an operator would, undisturbed and to its end. */
    private void reorganize(List<BucketId> children) throws InterruptedException {
        assertThat(matrix.operator().reorganize(published(), children)).isEqualTo(MovePhase.SWITCHED);
        matrix.operator().complete(matrix.newest().moveId());
    }

    /** A process that carries the form out. */
    MoverProcess start(String form, String point, String act) {
        return matrix.process(point, act, "reorganize", names(parents(form)), names(children(form)));
    }

    private static String names(List<BucketId> buckets) {
        return String.join(",", buckets.stream().map(BucketId::name).toList());
    }

    /** Every slot is, by one bucket; returns how long it took from the moment given. */
    long awaitServed(long sinceNanos, String after) {
        return matrix.awaitServed(this::published, sinceNanos, after);
    }

    /** Ends the newest reorganization as an operator would, and puts the whole bucket back; returns what had to be done. */
    String finish(String form) throws InterruptedException {
        String resumed = matrix.finish();
        assertThat(published()).isEqualTo(children(form));
        prepare("split");
        assertThat(published()).isEqualTo(WHOLE);
        return resumed;
    }
}
