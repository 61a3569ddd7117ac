package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.ops.rebalance.plan.PlanFile;
import dev.tessera.ops.rebalance.plan.PlanRegistry;
import dev.tessera.ops.rebalance.plan.SavedPlan;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.workload.state.Preload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code shardctl plan} and {@code shardctl apply}: what they say, and what they refuse. The last eight of 16 buckets are born on shard-b. */
@ExtendWith(LeakCheck.class)
class ApplyTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2).cleanBeforeEach();

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Path file;
    private TestCluster cluster;
    private Cluster opened;

    ApplyTest(@TempDir Path folder) {
        file = folder.resolve("plan.json");
    }

    @BeforeEach
    void init() {
        cluster = TestCluster.initialised(16, MYSQL.server(0), MYSQL.server(0), MYSQL.server(1));
        opened = new Cluster(cluster.config(), cluster.operator(), Changelogs.shipped());
    }

    @AfterEach
    void close() {
        opened.close();
        cluster.close();
    }

    @Test
    void balancedCluster_needsNoPlan() {
        assertThat(shardctl("plan", "--rebalance", "--out", file.toString()).done())
                .contains("nothing needs to be moved");
        assertThat(file).doesNotExist();
    }

    @Test
    void planThenAMoveBySomebodyElse_isRefusedWithWhatChanged() {
        shardctl("plan", "--drain", "shard-b", "--out", file.toString()).done();
        shardctl("move", "9216", "--to", "shard-a", "--execute", "--disk-unchecked")
                .done();
        Move move = opened.journal().all().get(0);

        ShardctlRun refused = shardctl("apply", file.toString(), "--execute", "--disk-unchecked");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.out())
                .endsWith(
                        "refused: bucket 09216_10239 lives on shard-a with epoch 2, and the plan rests on shard-b with epoch 1: "
                                + move.describe() + ", switched, begun by " + move.requestedBy() + " at "
                                + move.createdAt(),
                        "refused: the plan rests on what isn't so any more; make a new one");
        assertThat(opened.journal().all()).as("nothing was done").hasSize(1);
    }

    @Test
    void pausedTarget_andUnknownPlans_areRefused() throws Exception {
        shardctl("plan", "--drain", "shard-b", "--out", file.toString()).done();
        shardctl("shard", "pause", "shard-a").done();
        assertThat(shardctl("apply", file.toString()).out())
                .contains("refused: shard-a is paused, and the plan rests on its taking buckets");
        shardctl("shard", "resume", "shard-a").done();
        assertThat(shardctl("apply", "--abandon", "0123456789abcdef").err())
                .contains("shardctl: there is no open plan 0123456789abcdef; none is open");
        assertThat(shardctl("plan", "--stage", "double").err())
                .containsExactly("shardctl: there is no growth-plan.yml beside cluster.yml, and so no stage double");
        assertThat(shardctl("plan", "--add", "shard-c").err())
                .containsExactly(
                        "shardctl: the directory doesn't know shard-c; run `shardctl shard add shard-c --execute` first");
        Files.writeString(file, Files.readString(file).replace("\"to\":\"shard-a\"", "\"to\":\"shard-b\""));
        assertThat(shardctl("apply", file.toString()).err())
                .singleElement()
                .asString()
                .contains("is no plan");
    }

    @Test
    void apply_stopsAtAMoveThatNeedsAPerson_isTheOnlyOne_andGoesOn() throws Exception {
        shardctl("plan", "--drain", "shard-b", "--out", file.toString()).done();
        String id = PlanFile.read(file).id();
        CompletableFuture<ShardctlRun> first;
        try (Connection holder = MYSQL.server(1).connect("tessera");
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.executeQuery("select count(*) from users_12288_13311").close();
            first = CompletableFuture.supplyAsync(() ->
                    shardctl("apply", file.toString(), "--execute", "--disk-unchecked", "--threads-running", "off"));
            Eventually.within(
                    SOON, () -> move(new InitialBuckets(16).get(12)).isPresent(), "bucket 12288_13311 is begun");

            assertThat(shardctl("apply", file.toString(), "--execute", "--disk-unchecked")
                            .out())
                    .anyMatch(line -> line.startsWith("stopped: another process works at a plan of this cluster"));
            shardctl(
                            "move",
                            "abort",
                            Long.toString(move(new InitialBuckets(16).get(12))
                                    .orElseThrow()
                                    .moveId()))
                    .done();
            ShardctlRun stopped = first.get(60, TimeUnit.SECONDS);
            assertThat(stopped.code()).isEqualTo(1);
            assertThat(stopped.out())
                    .anyMatch(line -> line.endsWith("is aborted; bucket 12288_13311 lives on shard-b"))
                    .anyMatch(line -> line.contains("`shardctl apply --abandon " + id + "`"));
        }
        assertThat(new PlanRegistry(opened.directory()).open())
                .hasValueSatisfying(open -> assertThat(open.planId()).isEqualTo(id));

        ShardctlRun again =
                shardctl("apply", file.toString(), "--execute", "--disk-unchecked", "--threads-running", "off");

        assertThat(again.code()).as(again.text()).isZero();
        assertThat(new PlanRegistry(opened.directory()).open()).isEmpty();
        assertThat(opened.placements().all())
                .allMatch(placement -> placement.shard().equals(new ShardName("shard-a")));
    }

    @Test
    void splitsOfAPlan_areMadeBeforeItsMoves_andCompleted() {
        shardctl("plan", "--drain", "shard-b", "--out", file.toString()).done();
        SavedPlan moves = PlanFile.read(file);
        PlannedBucket large = moves.buckets().stream()
                .filter(bucket -> bucket.shard().value().equals("shard-a"))
                .findFirst()
                .orElseThrow();
        PlannedSplit split = new PlannedSplit(large, large.shard(), 2, "it is too large", 0);
        SavedPlan plan = new SavedPlan(
                moves.cluster(),
                moves.madeAt(),
                moves.asked(),
                moves.directoryVersion(),
                moves.tolerance(),
                moves.shards(),
                moves.buckets(),
                List.of(split),
                moves.waves(),
                moves.lowerBound());
        PlanFile.write(plan, file);

        List<String> said = shardctl("apply", file.toString(), "--execute", "--disk-unchecked")
                .done();

        assertThat(said)
                .anyMatch(line -> line.contains("splitting bucket " + large.bucket() + " on shard-a into "))
                .anyMatch(line -> line.contains("completing split 1 of bucket " + large.bucket()));
        assertThat(opened.placements().find(large.bucket())).isEmpty();
        split.steps().get(0).children().forEach(child -> assertThat(
                        opened.placements().find(child))
                .isPresent());
        assertThat(opened.journal().get(1).phase()).isEqualTo(MovePhase.DONE);
        assertThat(shardctl("apply", file.toString()).done()).anyMatch(line -> line.contains("nothing"));
    }

    /** Its copy and the binlog of it need twice its bytes. */
    @Test
    void bucketThatDoesNotFitTwice_isMovedFirst_andSplitWhereItCame() throws Exception {
        BucketId large = new InitialBuckets(16).get(3);
        new Preload(
                        MYSQL.servers().stream()
                                .map(server -> ServerAddress.parse(server.address()))
                                .toList(),
                        cluster.operator())
                .fill(large, 12_000);
        shardctl("plan", "--drain", "shard-b", "--out", file.toString()).done();
        List<PlannedBucket> buckets = PlanFile.read(file).buckets();
        long onShardA = bytes(buckets, bucket -> bucket.shard().value().equals("shard-a"));
        long largest = bytes(buckets, bucket -> bucket.bucket().equals(large));
        limitShardA(onShardA + largest * 12 / 10, largest * 2 / 3);
        Files.delete(file);

        shardctl("plan", "--rebalance", "--out", file.toString()).done();
        PlannedSplit split = PlanFile.read(file).splits().get(0);
        shardctl("apply", file.toString(), "--execute", "--now", "--disk-unchecked")
                .done();

        assertThat(split.bucket().bucket()).isEqualTo(large);
        assertThat(split.moveFirst())
                .hasValueSatisfying(move -> assertThat(move.to()).isEqualTo(new ShardName("shard-b")));
        assertThat(opened.journal().get(1).describe()).contains(large.name(), "shard-a", "shard-b");
        assertThat(opened.journal().get(2).describe()).contains("split 2 of bucket " + large, "on shard-b");
        split.children()
                .forEach(child -> assertThat(opened.placements().find(child)).isPresent());
        assertThat(shardctl("doctor").done()).containsExactly("no rule is broken");
    }

    private static long bytes(List<PlannedBucket> buckets, Predicate<PlannedBucket> wanted) {
        return buckets.stream().filter(wanted).mapToLong(PlannedBucket::bytes).sum();
    }

    private void limitShardA(long bytes, long bucketBytes) throws IOException {
        Files.writeString(
                cluster.clusterDirectory().resolve("growth-plan.yml"),
                """
                cluster: test
                balance:
                  tolerance: 50%%
                capacity:
                  default:
                    bytes: 10GiB
                    bucket_bytes: %d
                    headroom: 0%%
                  shards:
                    shard-a:
                      bytes: %d
                stages:
                  - name: two
                    shards: [shard-a, shard-b]
                """
                        .formatted(bucketBytes, bytes));
    }

    @Test
    void planThatIsOpen_keepsOthersOut_untilItIsGivenUp() {
        shardctl("plan", "--drain", "shard-b", "--out", file.toString()).done();
        new PlanRegistry(opened.directory()).begin("0123456789abcdef", "rebalance", "ann@ops-1");
        assertThat(shardctl("apply", file.toString()).out())
                .anyMatch(
                        line -> line.startsWith("refused: plan 0123456789abcdef (rebalance), begun by ann@ops-1 at "));
        shardctl("apply", "--abandon", "0123456789abcdef").done();
        assertThat(shardctl("apply", file.toString(), "--disk-unchecked").done())
                .endsWith("nothing was done; say --execute to do it");
    }

    private Optional<Move> move(BucketId bucket) {
        List<Move> moves = opened.journal().all();
        return moves.stream().filter(move -> move.bucket().equals(bucket)).findFirst();
    }

    private ShardctlRun shardctl(String... command) {
        return ShardctlRun.on(cluster, command);
    }
}
