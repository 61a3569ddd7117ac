package dev.tessera.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code shardctl cluster status}: of a cluster that is well, and of one that isn't. */
class ClusterStatusCommandTest {
    private static final int BUCKETS = 16;
    private static final List<BucketId> ALL = new InitialBuckets(BUCKETS).all();

    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(3).cleanBeforeEach();

    private TestCluster cluster;

    @BeforeEach
    void initialise() {
        cluster = TestCluster.initialised(BUCKETS, mysql.server(0), mysql.server(1), mysql.server(2));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void everyBucketIsInTheTable() {
        List<String> lines = status("--buckets").done();
        assertThat(lines.get(0))
                .startsWith("cluster test: 16 buckets in the directory at "
                        + mysql.server(0).address() + ", version ")
                .endsWith(", bucket schema 1");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("shard-a  " + mysql.server(1).address()))
                .anyMatch(line -> line.startsWith("shard-b  " + mysql.server(2).address()));
        ALL.forEach(bucket -> assertThat(lines)
                .filteredOn(line -> line.matches(bucketLine(bucket)))
                .hasSize(1));
        assertThat(lines).last().isEqualTo("no problems");
    }

    private static String shardOf(BucketId bucket) {
        return bucket.lastSlot() < SlotFunction.SLOTS / 2 ? "shard-a" : "shard-b";
    }

    private static String bucketLine(BucketId bucket) {
        String shard = shardOf(bucket);
        return String.format(Locale.ROOT, " *%s +%s +1 +live +1 +6 +~0 +[0-9.]+ KiB", bucket, shard);
    }

    @Test
    void everyBucketIsInTheJson() {
        JsonNode report = json(status("--json").done());
        assertThat(report.at("/bucket_count").asInt()).isEqualTo(BUCKETS);
        for (int index = 0; index < BUCKETS; index++) {
            BucketId bucket = ALL.get(index);
            JsonNode found = report.path("buckets").path(index);
            assertThat(found.path("bucket").asText()).isEqualTo(bucket.name());
            assertThat(found.path("first_slot").asInt()).isEqualTo(bucket.firstSlot());
            assertThat(found.path("last_slot").asInt()).isEqualTo(bucket.lastSlot());
            assertThat(found.path("shard").asText()).isEqualTo(shardOf(bucket));
            assertThat(found.path("tables").asInt()).isEqualTo(6);
            assertThat(found.path("schema_version").asInt()).isEqualTo(1);
            assertThat(found.path("bytes").asLong()).isPositive();
        }
        assertThat(report.at("/shards/1/server_uuid").asText())
                .isEqualTo(mysql.server(2).uuid());
        assertThat(report.at("/shards/0/buckets").asInt()).isEqualTo(BUCKETS / 2);
        assertThat(report.path("problems")).isEmpty();
    }

    @Test
    void shardThatWasKilled_isAProblem() {
        mysql.server(2).kill();
        String problem =
                "shard-b can't be reached at " + mysql.server(2).address() + ": Communications link failure (08S01)";

        ShardctlRun text = status("--buckets");
        assertThat(text.failed())
                .anyMatch(line -> line.matches("shard-b  \\S+ +open +unreachable +\\? +\\? +\\? .*"))
                .anyMatch(line -> line.matches(ALL.get(15) + "  shard-b +1  live +\\? +\\? +\\? +\\?"))
                .anyMatch(line -> line.matches(bucketLine(ALL.get(7))));
        assertThat(text.problems()).containsExactly("PROBLEM: " + problem);

        JsonNode report = json(status("--json").failed());
        assertThat(report.at("/shards/1/reachable").asBoolean()).isFalse();
        assertThat(report.at("/shards/1/rows").isNull()).isTrue();
        assertThat(report.at("/buckets/15/tables").isNull()).isTrue();
        assertThat(report.at("/problems/0").asText()).isEqualTo(problem);
    }

    @Test
    void directoryThatWasKilled_isAProblem_andTheShardsAreShownAllTheSame() {
        mysql.server(0).kill();
        ShardctlRun text = status("--buckets");
        assertThat(text.failed())
                .contains("cluster test: the directory at " + mysql.server(0).address() + " is unreachable")
                .anyMatch(line -> line.matches("shard-a  \\S+ +\\? +[0-9.-]+ +8 +~0 +[0-9.]+ MiB +\\? +\\?"));
        assertThat(text.problems())
                .containsExactly("PROBLEM: the directory can't be reached at "
                        + mysql.server(0).address() + ": Communications link failure (08S01)");
    }

    @Test
    void tableThatWasDropped_isAProblem() {
        mysql.server(1).execute("drop table tessera.comments_03072_04095");
        ShardctlRun text = status("--buckets");
        assertThat(text.failed()).anyMatch(line -> line.matches(ALL.get(3) + "  shard-a +1  live +1 +5 .*"));
        assertThat(text.problems())
                .containsExactly(
                        "PROBLEM: bucket 03072_04095 lives on shard-a, and its tables comments_03072_04095 are missing there; a"
                                + " bucket's tables are made once, by init, and never again");
        assertThat(json(status("--json").failed()).path("problems")).hasSize(1);
    }

    @Test
    void shardThatHangs_isAProblem_andTheRestIsShown() {
        mysql.server(2).pause();
        try {
            assertThat(status("--buckets").failed())
                    .anyMatch(line -> line.matches("shard-b  \\S+ +open +unreachable +.*"))
                    .anyMatch(line -> line.matches("shard-a  \\S+ +open +[0-9.-]+ +8 .*"));
        } finally {
            mysql.server(2).unpause();
        }
    }

    private ShardctlRun status(String option) {
        return ShardctlRun.on(cluster, "cluster", "status", option);
    }

    private static JsonNode json(List<String> lines) {
        try {
            return new ObjectMapper().readTree(String.join("\n", lines));
        } catch (JsonProcessingException e) {
            throw new AssertionError(String.join("\n", lines), e);
        }
    }
}
