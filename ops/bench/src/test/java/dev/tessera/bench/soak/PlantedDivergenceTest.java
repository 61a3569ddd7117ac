package dev.tessera.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.bench.soak.audit.Divergence;
import dev.tessera.bench.soak.audit.RoundAudit;
import dev.tessera.bench.soak.audit.RoundVerdict;
import dev.tessera.bench.soak.cluster.ShardctlProcess;
import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.bench.soak.cluster.SoakClusterSize;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.homes.LiveIntervals;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.state.AuditRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a soak must find is found. */
@ExtendWith(LeakCheck.class)
class PlantedDivergenceTest {
    private static final BucketId BUCKET = new InitialBuckets(SoakCluster.BUCKETS).get(3);
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    @Test
    void lostRow_secondHome_andOriginalsThatDontFollow_areNamed(@TempDir Path logs) throws Exception {
        try (SoakCluster cluster = SoakCluster.on(servers(), new SoakClusterSize(1, 0, 1, 0, 0), logs);
                Workload workload =
                        Workload.start(cluster.workload().withClients(4).withHot(Set.of(BUCKET), 0.8))) {
            LiveIntervals intervals = LiveIntervals.fromNowOn(cluster.shards());
            Instant from = Instant.now();
            move(cluster);
            writeMore(workload);
            RoundAudit roundAudit = new RoundAudit(cluster, workload, Duration.ofSeconds(1));

            // No agent follows.
            RoundVerdict originals = new RoundVerdict(1);
            roundAudit.compareOriginals(originals);
            assertThat(originals.divergences())
                    .singleElement()
                    .asString()
                    .startsWith("round 1, originals follow: the originals of move 1 of bucket 03072_04095 ");
            assertThat(inspect(roundAudit, from, intervals)).isEmpty();

            loseARow(MYSQL.server(2));
            liveAgain(MYSQL.server(1));
            assertThat(inspect(roundAudit, from, intervals))
                    .extracting(Divergence::rule)
                    .contains(
                            AuditRule.NOTHING_LOST.toString(),
                            AuditRule.ONE_LIVE_HOME.toString(),
                            "never two live homes",
                            "doctor finds nothing");
        }
    }

    private static Map<String, MySqlServer> servers() {
        Map<String, MySqlServer> servers = new LinkedHashMap<>();
        List.of("directory", "shard-a", "shard-b").forEach(name -> servers.put(name, MYSQL.server(servers.size())));
        return servers;
    }

    private static void move(SoakCluster cluster) {
        ShardctlProcess move = cluster.operators()
                .shardctl(List.of("move", BUCKET.name(), "--to", "shard-b", "--execute", "--disk-unchecked"));
        assertThat(move.awaitEnd(SOON)).isTrue();
        assertThat(move.succeeded()).as(move.output()).isTrue();
    }

    private static void writeMore(Workload workload) {
        long enough = workload.statistics().comments() + 60;
        Eventually.within(SOON, () -> workload.statistics().comments() > enough, "comments are written");
        workload.pause();
        workload.pauseReaders();
    }

    private static List<Divergence> inspect(RoundAudit roundAudit, Instant from, LiveIntervals intervals)
            throws InterruptedException {
        return roundAudit
                .inspect(new RoundVerdict(1), from, List.of(), intervals, List.of())
                .divergences();
    }

    private static void loseARow(MySqlServer home) {
        home.execute("delete from tessera." + BucketTables.physicalName("comments", BUCKET) + " limit 1");
    }

    /** The originals of one table. */
    private static void liveAgain(MySqlServer left) {
        String table = BucketTables.physicalName("comments", BUCKET);
        left.execute("rename table tessera_out_1." + table + " to tessera." + table);
    }
}
