package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.rebalance.plan.PlanFile;
import dev.tessera.ops.rebalance.plan.SavedPlan;
import dev.tessera.ops.rebalance.sampling.GrowthSamples;
import dev.tessera.ops.rebalance.sampling.SampledBucket;
import dev.tessera.ops.rebalance.sampling.Sampler;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.audit.AuditTarget;
import dev.tessera.testbed.workload.state.Preload;
import dev.tessera.testbed.workload.state.Preloaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ops/docs/growth-story.md}: two shards become four, then one is drained and removed, while clients write and whoever carries the
 * plan out is killed -9 three times. In full with {@code -Dtessera.growth.buckets=64}; {@code -Dtessera.growth.comments=14000} makes
 * {@code -Dtessera.growth.filled=64} buckets larger than 10 MB.
 */
class GrowthStoryTest {
    private static final int BUCKETS = Integer.getInteger("tessera.growth.buckets", 16);
    private static final int FILLED = Integer.getInteger("tessera.growth.filled", 4);
    private static final int COMMENTS = Integer.getInteger("tessera.growth.comments", 1_500);
    private static final long LARGE = 10L << 20;
    private static final List<String> DEATHS = List.of("copy:after-act", "drain:after-act", "switch:before-journal");
    private static final double BALANCE = 0.05;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(4);

    private final Path folder;

    GrowthStoryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void twoShardsBecomeFour_andOneIsDrainedAndRemoved_whileEverybodyIsServed() throws Exception {
        try (TestSystem system = TestSystem.create(BUCKETS, MYSQL.server(0), MYSQL.server(0), MYSQL.server(1))
                .withApps(2)) {
            List<Preloaded> preloaded = preload(system);
            try (Workload workload = Workload.start(system.options()
                    .withClients(4)
                    .withPauseBetweenActs(Duration.ofMillis(60))
                    .withPreloaded(preloaded))) {
                system.cluster().admitOperator(MYSQL.server(2));
                system.cluster().admitOperator(MYSQL.server(3));
                describe(system.folder());
                run(system, "shard", "add", "shard-c", "--execute");
                run(system, "shard", "add", "shard-d", "--execute");
                ClusterConfig grown = ClusterConfigFile.read(system.folder());
                try (Agents ignored = Agents.start(grown, system.cluster().operator());
                        Cluster cluster = new Cluster(grown, system.cluster().operator(), Changelogs.shipped())) {
                    SavedPlan plan = doubled(system, cluster);
                    drained(system, cluster, plan);
                }
                WorkloadReport report = workload.stop();
                System.out.println(report);
                assertThat(report.failures()).isEmpty();
                assertThat(report.violations()).isEmpty();
                assertThat(workload.audit(target(system)).problems()).isEmpty();
            }
        }
    }

    private SavedPlan doubled(TestSystem system, Cluster cluster) throws IOException {
        Path file = folder.resolve("double.json");
        String told = String.join("\n", run(system, "plan", "--stage", "double", "--out", file.toString()));
        System.out.println(told);
        assertThat(told).contains("no plan within 3% moves less than", "saved as " + file);
        SavedPlan plan = PlanFile.read(file);
        for (String death : DEATHS) {
            try (MoverProcess killed = MoverProcess.start(system.folder(), death, "halt", "apply", file.toString())) {
                assertThat(killed.awaitMilestone()).as(death).isTrue();
            }
        }
        List<String> applied = run(
                system,
                "apply",
                file.toString(),
                "--execute",
                "--complete",
                "--now",
                "--disk-unchecked",
                "--threads-running",
                "off");
        assertThat(applied.get(applied.size() - 1))
                .isEqualTo("plan " + plan.id()
                        + " is complete: every bucket is on its planned shard, and the originals are dropped");
        assertThat(run(system, "apply", file.toString()).get(0))
                .endsWith(plan.moves().count() + " of " + plan.moves().count() + " buckets are through, 0 B are left");
        assertBalanced("planned", sizes(plan), cluster, 0);
        assertBalanced("measured", measured(system, cluster), cluster, LARGE);
        return plan;
    }

    private static void drained(TestSystem system, Cluster cluster, SavedPlan plan) throws InterruptedException {
        try (DoctorPoll ignored = DoctorPoll.of(system.cluster())) {
            run(system, "shard", "drain", "shard-b", "--execute", "--disk-unchecked", "--threads-running", "off");
            for (Move move : cluster.journal().all()) {
                if (!move.isOpen() && !move.phase().isTerminal()) {
                    run(system, "move", "complete", Long.toString(move.moveId()), "--now", "--disk-unchecked");
                }
            }
        }
        run(system, "shard", "remove", "shard-b", "--execute");
        assertThat(cluster.placements().all()).hasSize(plan.buckets().size());
        assertThat(cluster.placements().all().stream().map(Placement::shard)).doesNotContain(new ShardName("shard-b"));
        assertThat(cluster.shards().all()).hasSize(3);
    }

    private static Map<BucketId, Long> sizes(SavedPlan plan) {
        return plan.buckets().stream().collect(Collectors.toMap(PlannedBucket::bucket, PlannedBucket::bytes));
    }

    private static Map<BucketId, Long> measured(TestSystem system, Cluster cluster) {
        try (Directory directory =
                new Directory(cluster.config(), system.cluster().operator())) {
            return new Sampler(cluster, new GrowthSamples(directory))
                    .sample("a test").buckets().stream()
                            .collect(Collectors.toMap(SampledBucket::bucket, SampledBucket::bytes));
        }
    }

    /** By the bytes of buckets that are so large at least. */
    private static void assertBalanced(String which, Map<BucketId, Long> sizes, Cluster cluster, long least) {
        Map<ShardName, Long> bytes = new TreeMap<>();
        cluster.placements().all().forEach(placement -> {
            long size = sizes.getOrDefault(placement.bucket(), 0L);
            if (size >= least) {
                bytes.merge(placement.shard(), size, Long::sum);
            }
        });
        System.out.printf(Locale.ROOT, "growth story, %s bytes: %s%n", which, bytes);
        double part = bytes.values().stream().mapToLong(Long::longValue).sum() / 4.0;
        assertThat(bytes.values()).allSatisfy(held -> assertThat(held.doubleValue())
                .isBetween(part * (1 - BALANCE), part * (1 + BALANCE)));
        assertThat(bytes).hasSize(bytes.isEmpty() ? 0 : 4);
    }

    private static List<Preloaded> preload(TestSystem system) {
        Preload preload = new Preload(system.shardAddresses(), system.cluster().operator());
        List<Preloaded> preloaded = new ArrayList<>();
        for (int i = 0; i < FILLED; i++) {
            preloaded.add(preload.fill(system.buckets().get(i * BUCKETS / FILLED), COMMENTS));
        }
        return preloaded;
    }

    /** What is reviewed in git: the servers, and how the cluster shall grow. */
    private static void describe(Path cluster) throws IOException {
        Files.writeString(
                cluster.resolve(ClusterConfigFile.NAME),
                """
                  - name: shard-c
                    address: %s
                  - name: shard-d
                    address: %s
                """
                        .formatted(MYSQL.server(2).address(), MYSQL.server(3).address()),
                StandardOpenOption.APPEND);
        Files.writeString(
                cluster.resolve("growth-plan.yml"),
                """
                cluster: test
                balance:
                  tolerance: 3%
                capacity:
                  default:
                    bytes: 10GiB
                stages:
                  - name: two
                    shards: [shard-a, shard-b]
                  - name: double
                    shards: ["shard-{a..d}"]
                    when:
                      bytes: 50%
                """);
    }

    private static AuditTarget target(TestSystem system) {
        return AuditTarget.of(
                MYSQL.servers().stream()
                        .map(server -> ServerAddress.parse(server.address()))
                        .toList(),
                system.cluster().operator());
    }

    private static List<String> run(TestSystem system, String... command) {
        return ShardctlRun.on(system.cluster(), command).done();
    }
}
