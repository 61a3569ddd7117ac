package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.testbed.MySqlExtension;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client and an operator see of one split, at each of its moments. */
class SplitSeenFromOutsideTest {
    private static final int REPEATS = 100;
    private static final List<String> MOMENTS = List.of("drain:before-act", "switch:before-journal");

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    @Test
    void onePostRepeatedAcrossSplits_isOneComment_andWhereTellsTheTruthAtEachMoment() throws Exception {
        try (TestSystem system = TestSystem.create(4, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2))
                .withApps(1)) {
            ApiClient api = system.api(0);
            String author = api.user("ada");
            String thread = api.thread("/hot");
            int slot = new EntityId(Long.parseLong(thread)).slot();
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService client = Executors.newSingleThreadExecutor();
            Future<Set<String>> comments = client.submit(() -> repeated(api, thread, author, over));

            BucketId bucket = new InitialBuckets(4).holding(slot);
            for (String moment : MOMENTS) {
                bucket = split(system, bucket, slot, moment);
            }

            over.set(true);
            assertThat(comments.get()).hasSize(1);
            client.shutdown();
            assertThat(api.get("/v1/threads/" + thread + "/comments")
                            .expect(200)
                            .text("/items/0/comment_id"))
                    .isEqualTo(comments.get().iterator().next());
            assertThat(bucket.slotCount()).isEqualTo(4_096 >> MOMENTS.size());
        }
    }

    private static Set<String> repeated(ApiClient api, String thread, String author, AtomicBoolean over) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < REPEATS || !over.get(); i++) {
            ApiAnswer answer = api.comment(thread, author, "once", "Idempotency-Key", "the same");
            ids.add(answer.expect(201).text("/comment_id"));
        }
        return ids;
    }

    /** Returns the half that holds the slot. */
    private static BucketId split(TestSystem system, BucketId bucket, int slot, String moment) throws Exception {
        int middle = bucket.firstSlot() + bucket.slotCount() / 2;
        BucketId left = new BucketId(bucket.firstSlot(), middle - 1);
        BucketId right = new BucketId(middle, bucket.lastSlot());
        BucketId half = left.contains(slot) ? left : right;
        try (MoverProcess mover =
                MoverProcess.start(system.folder(), moment, "wait", "reorganize", bucket.name(), left + "," + right)) {
            assertThat(mover.awaitMilestone()).as(moment).isTrue();
            assertTruth(
                    ShardctlRun.on(system.cluster(), "bucket", "show", Integer.toString(slot)), bucket, half, moment);
            mover.goOn();
            mover.awaitEnd();
            assertThat(mover.outcome()).as(moment).isEqualTo("SWITCHED");
        }
        assertThat(ShardctlRun.on(system.cluster(), "bucket", "show", Integer.toString(slot))
                        .done())
                .contains("bucket       " + half);
        return half;
    }

    /** Of the two, that which serves the slot by what is published, and whose live tables stand. */
    private static void assertTruth(ShardctlRun shown, BucketId parent, BucketId child, String moment) {
        assertThat(shown.code()).as(shown.text()).isZero();
        assertThat(shown.out()).contains("bucket       " + parent);
        switch (moment) {
            case "drain:before-act" -> assertThat(shown.text()).doesNotContain("live tables  6");
            case "switch:before-journal" ->
                assertThat(shown.text())
                        .contains("live tables  6 of bucket " + child)
                        .doesNotContain("6 of bucket " + parent);
            default -> throw new AssertionError(moment);
        }
    }
}
