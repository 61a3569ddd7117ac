package dev.tessera.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code shardctl forecast}, on samples whose growth is known. The first eight of 16 buckets live on shard-a. */
@ExtendWith(LeakCheck.class)
class ForecastCommandTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2).cleanBeforeEach();

    private static final long MIB = 1 << 20;
    private static final Pattern REACHES = Pattern.compile(
            "stage four: shard-a reaches 700.0 MiB on (\\S+), and in 19 of 20 cases between (\\S+) and (\\S+); it has (\\S+ MiB) now");

    private final Path folder;
    private TestCluster cluster;

    ForecastCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void init() {
        cluster = TestCluster.initialised(16, MYSQL.server(0), MYSQL.server(0), MYSQL.server(1));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void knownGrowth_isSeenComing_inWords_asAPlot_andByTheExitCode() throws IOException {
        growthPlan("1GiB", "700MiB");
        // 300 MiB on shard-a today, 4 MiB more a day: 700 MiB in 100 days.
        for (int day = -60; day <= 0; day++) {
            sample(day, (300 + 4 * day) * MIB / 8);
        }
        Path picture = folder.resolve("forecast.svg");

        ShardctlRun run = shardctl("forecast", "--within", "150", "--plot", picture.toString());

        assertThat(run.code()).as(run.text()).isEqualTo(3);
        Matcher said = REACHES.matcher(run.text());
        assertThat(said.find()).as(run.text()).isTrue();
        LocalDate day = LocalDate.now(ZoneOffset.UTC).plusDays(100);
        assertThat(day).isBetween(LocalDate.parse(said.group(2)), LocalDate.parse(said.group(3)));
        assertThat(LocalDate.parse(said.group(1))).isBetween(day.minusDays(5), day.plusDays(5));
        assertThat(run.text()).contains("* measured  o likely", "stage sixteen is due on 2099-06-01");
        assertThat(Files.readString(picture)).contains("<svg", "polygon", "700.0 MiB");
        assertThat(shardctl("forecast", "--within", "30", "--stage", "four").code())
                .isZero();
    }

    @Test
    void tooFewSamples_areSaidToBe() throws IOException {
        growthPlan("1GiB", "700MiB");
        sample(0, MIB);
        ShardctlRun run = shardctl("forecast");
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.text())
                .contains(
                        "stage four: shard-a and 700.0 MiB: nothing can be said, its samples are of 1 days; 14 are needed");
    }

    @Test
    void capacityBelowWhatIsThere_isAProblem() throws IOException {
        growthPlan("100MiB", "50MiB");
        sample(0, 20 * MIB);
        ShardctlRun run = shardctl("forecast");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.text())
                .contains(
                        "PROBLEM: shard-a has 159.9 MiB, and growth-plan.yml lets it have 80.0 MiB without its headroom:"
                                + " its capacity is below what is there")
                .contains("stage four: shard-a has reached 50.0 MiB already: it has 159.9 MiB");
    }

    @Test
    void clusterWithoutAGrowthPlan_isRefused() {
        assertThat(shardctl("forecast").err())
                .containsExactly(
                        "shardctl: there is no growth-plan.yml beside cluster.yml; it says what is to be forecast");
    }

    /** Buckets of shard-a, of some noise; those of shard-b stay as they are. */
    private void sample(int day, long bytesOfABucket) {
        Random noise = new Random(day);
        String schema = cluster.config().directory().schema().value();
        StringBuilder rows = new StringBuilder();
        InitialBuckets buckets = new InitialBuckets(16);
        for (int index = 0; index < 16; index++) {
            long bytes = index < 8
                    ? bytesOfABucket + noise.nextInt((int) (bytesOfABucket / 100)) - bytesOfABucket / 200
                    : MIB;
            rows.append(index == 0 ? "" : ", ")
                    .append("(last_insert_id(), '")
                    .append(buckets.get(index))
                    .append(index < 8 ? "', 'shard-a', 1, " : "', 'shard-b', 1, ")
                    .append(bytes)
                    .append(", 10, null, null)");
        }
        MYSQL.server(0)
                .execute(
                        "insert into " + schema + ".growth_samplings (sampled_at, sampled_by)"
                                + " values (utc_timestamp(3) + interval " + day + " day, 'a test')",
                        "insert into " + schema
                                + ".growth_sampled_buckets (sampling_id, bucket, shard, epoch, byte_count,"
                                + " row_count, write_count, writes_per_second) values " + rows);
    }

    private void growthPlan(String bytes, String trigger) throws IOException {
        Files.writeString(
                cluster.clusterDirectory().resolve("growth-plan.yml"),
                """
                cluster: test
                capacity:
                  default:
                    bytes: %s
                stages:
                  - name: two
                    shards: [shard-a, shard-b]
                  - name: four
                    shards: ["shard-{a..d}"]
                    when:
                      bytes: %s
                  - name: sixteen
                    shards: ["shard-{a..p}"]
                    when:
                      date: 2099-06-01
                """
                        .formatted(bytes, trigger));
    }

    private ShardctlRun shardctl(String... command) {
        return ShardctlRun.on(cluster, command);
    }
}
