package dev.tessera.ops.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.ops.rebalance.plan.CopyRate;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import dev.tessera.shardconfig.growth.Load;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitPlanTextTest {
    private static final long GIB = 1L << 30;
    private static final ShardName A = new ShardName("shard-a");
    private static final ShardName B = new ShardName("shard-b");
    private static final PlannedSplit ELSEWHERE = new PlannedSplit(
            new PlannedBucket(new BucketId(0, 16383), A, 1, new Load(10 * GIB, 1000, 0)),
            B,
            6,
            "bucket 00000_16383 alone has 10.0 GiB",
            52 * GIB);

    private final ClusterConfig config;

    SplitPlanTextTest(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("cluster.yml"),
                """
                cluster: test
                buckets: 1
                accounts:
                  operator: {user: op, password_env: OP}
                  app: {user: app, password_env: APP}
                directory: {address: "127.0.0.1:1"}
                shards:
                  - {name: shard-a, address: "127.0.0.1:2"}
                  - {name: shard-b, address: "127.0.0.1:3", disk_bytes: 60GiB}
                """);
        config = ClusterConfigFile.read(folder);
    }

    @Test
    void bucketThatIsMovedFirst_isTwoStepsInTheirOrder_withThePeakOfTheDiskAndEstimatedChildren() {
        assertThat(text(ELSEWHERE))
                .containsExactly(
                        "1 bucket is split first, one after the other; each step is completed before the next begins:",
                        "1. move bucket 00000_16383 (10.0 GiB) from shard-a, whose disk has no room for it twice, to shard-b",
                        "2. split bucket 00000_16383 (10.0 GiB, 1000 rows) on shard-b into 6 in 2 rounds, 3 steps of at most"
                                + " four: bucket 00000_16383 alone has 10.0 GiB",
                        "   copies 16.7 GiB; the disk of shard-b holds up to 52.0 GiB meanwhile: its buckets, the copy and its"
                                + " binlog, of 60.0 GiB",
                        "     bucket  of           on           size  rows",
                        "00000_02729  00000_16383  shard-b  ~1.7 GiB  ~166",
                        "02730_05460  00000_16383  shard-b  ~1.7 GiB  ~167",
                        "05461_08191  00000_16383  shard-b  ~1.7 GiB  ~167",
                        "08192_10921  00000_16383  shard-b  ~1.7 GiB  ~166",
                        "10922_13652  00000_16383  shard-b  ~1.7 GiB  ~167",
                        "13653_16383  00000_16383  shard-b  ~1.7 GiB  ~167",
                        "sizes and rows of these are estimates, by their shares of the slots; make a new plan after the splits"
                                + " if they turn out to differ much",
                        "splits take about 45 min, and the grace period of each step");
    }

    @Test
    void splitAtHome_isOneStep_andManyChildrenAreARange() {
        PlannedSplit atHome = new PlannedSplit(
                new PlannedBucket(new BucketId(0, 16383), A, 1, new Load(64 * GIB, 1000, 0)), A, 64, "why", 1);
        assertThat(text(atHome))
                .contains(
                        "1. split bucket 00000_16383 (64.0 GiB, 1000 rows) on shard-a into 64 in 3 rounds, 21 steps of at most"
                                + " four: why",
                        "of 00000_16383: 00000_00255 to 16128_16383, each of about 1.0 GiB")
                .anyMatch(line -> line.endsWith("; cluster.yml doesn't say how large it is"))
                .noneMatch(line -> line.contains("move bucket"));
        assertThat(text()).isEmpty();
    }

    @Test
    void whatSplitsLeaveOnADisk_isCountedForTheMovesAfterThem() {
        SplitPlanText text = new SplitPlanText(List.of(ELSEWHERE), config, new CopyRate(1, ""));
        assertThat(text.arriving(A)).isEqualTo(-10 * GIB);
        assertThat(text.arriving(B)).isEqualTo(10 * GIB);
        assertThat(text.binlog(A)).isZero();
        assertThat(text.binlog(B)).isEqualTo(10 * GIB + ELSEWHERE.copiedBytes());
    }

    private List<String> text(PlannedSplit... splits) {
        StringWriter text = new StringWriter();
        new SplitPlanText(List.of(splits), config, new CopyRate(10L << 20, "")).print(new PrintWriter(text));
        return text.toString().lines().toList();
    }
}
