package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiClient;
import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.homes.PublishedRanges;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A few buckets become many, go elsewhere, come back and become few again, while they are used. */
class ReorganizationUnderLoadTest {
    private static final Duration PAUSE = Duration.ofMillis(60);
    private static final int HOT = 60;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3).cleanBeforeEach();

    @Test
    void bucketsAreSplitMovedAndMerged_withoutAFailedRequest() throws Exception {
        try (TestSystem system = TestSystem.create(4, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2))
                        .withApps(2);
                Cluster cluster =
                        new Cluster(system.cluster().config(), system.cluster().operator(), Changelogs.shipped());
                Workload workload = Workload.start(system.options().withPauseBetweenActs(PAUSE))) {
            PublishedRanges published = PublishedRanges.watch(MYSQL.server(0));
            try (published;
                    DoctorPoll ignored = DoctorPoll.of(system.cluster())) {
                shardctl(system, "bucket", "split", "0-16383", "--into", "2");
                shardctl(system, "bucket", "split", "0-2047", "--into", "3");
                assertThat(buckets(cluster)).hasSize(10);
                shardctl(system, "move", "0", "--to", "shard-b");
                shardctl(system, "move", "0", "--to", "shard-a", "--drop-reverse-replication");
                completeAll(system, cluster);
                shardctl(system, "bucket", "merge", "0-4095", "8192-12287");
                assertThat(buckets(cluster)).hasSize(6).contains("00000_04095", "08192_12287");
            }

            WorkloadReport report = workload.stop();
            System.out.println(report);
            assertThat(report.failures()).isEmpty();
            assertThat(report.violations()).isEmpty();
            assertThat(published.problems()).isEmpty();
            assertThat(published.versions()).isGreaterThan(20);
            assertThat(workload.audit(system.auditTarget()).problems()).isEmpty();
            completeAll(system, cluster);
            assertThat(ShardctlRun.on(system.cluster(), "doctor").done()).containsExactly("no rule is broken");
            assertThat(workload.audit(system.auditTarget()).problems()).isEmpty();
        }
    }

    /** What a split alone doesn't help: one thread that everybody reads. */
    @Test
    void hottestThread_getsABucketAndAShardOfItsOwn_withoutAFailedRequest() throws Exception {
        try (TestSystem system = TestSystem.create(4, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2))
                        .withApps(2);
                Cluster cluster =
                        new Cluster(system.cluster().config(), system.cluster().operator(), Changelogs.shipped());
                Workload workload = Workload.start(system.options().withPauseBetweenActs(PAUSE))) {
            ApiClient api = system.api(0);
            String hot = api.thread("/hot");
            String author = api.user("author-of-hot");
            int slot = EntityId.parse(hot).slot();
            for (int i = 0; i < HOT; i++) {
                api.comment(hot, author, "comment " + i).expect(201);
            }

            List<String> said = shardctl(system, "bucket", "split", "--isolate", "thread:blog.example.com /hot");
            shardctl(system, "move", Integer.toString(slot), "--to", other(cluster, slot));

            assertThat(said)
                    .anyMatch(line -> line.matches("thread:blog.example.com /hot: 6\\d of the \\d+ rows of slot " + slot
                            + " \\(.*%\\) are its"));
            WorkloadReport report = workload.stop();
            assertThat(report.failures()).isEmpty();
            assertThat(report.violations()).isEmpty();
            assertThat(workload.audit(system.auditTarget()).problems())
                    .as("but for the comments of the hot thread, of which the workload doesn't know")
                    .allMatch(problem -> problem.toString().contains("(thread " + hot + ") was acknowledged to nobody"))
                    .hasSize(HOT);
            assertThat(buckets(cluster)).contains(String.format(Locale.ROOT, "%05d_%05d", slot, slot));
            assertThat(api.get("/v1/threads/" + hot)
                            .expect(200)
                            .json()
                            .at("/comment_count")
                            .asInt())
                    .isEqualTo(HOT);
            completeAll(system, cluster);
        }
    }

    /** A shard on which the slot's bucket isn't. */
    private static String other(Cluster cluster, int slot) {
        return cluster.placements().all().stream()
                .filter(placement -> placement.bucket().contains(slot))
                .map(placement -> placement.shard().value().equals("shard-a") ? "shard-b" : "shard-a")
                .findFirst()
                .orElseThrow();
    }

    private static List<String> shardctl(TestSystem system, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--execute");
        all.add("--disk-unchecked");
        return ShardctlRun.on(system.cluster(), all.toArray(String[]::new)).done();
    }

    private static List<String> buckets(Cluster cluster) {
        return cluster.placements().all().stream()
                .map(Placement::bucket)
                .map(bucket -> bucket.name())
                .toList();
    }

    private static void completeAll(TestSystem system, Cluster cluster) {
        for (Move move : cluster.journal().all()) {
            if (move.phase() == MovePhase.SWITCHED) {
                ShardctlRun.on(system.cluster(), "move", "complete", Long.toString(move.moveId()), "--now")
                        .done();
            }
        }
        assertThat(cluster.journal().all()).allMatch(move -> move.phase().isTerminal());
    }
}
