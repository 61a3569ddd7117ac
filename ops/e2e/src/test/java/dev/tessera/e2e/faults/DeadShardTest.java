package dev.tessera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.AppProcess;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One of two servers is killed, or stopped, under the load of 16 clients. {@code -Dtessera.faults.requests=30000} makes it as long as
 * a measurement: so many requests to the other shard before the fault, and so many during it; then times are held to what is promised.
 */
@ExtendWith(LeakCheck.class)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class DeadShardTest {
    private static final int CLIENTS = 16;
    private static final int REQUESTS = Scale.of("requests", 300);
    private static final int REQUESTS_PER_SECOND = Scale.of("rate", 300);
    /** Percentiles of fewer, on a machine that is busy with other things, say nothing. */
    private static final boolean MEASURED = REQUESTS >= 30_000;

    private static final Duration TOLD_WITHIN = Duration.ofMillis(MEASURED ? 1_200 : 2_000);

    private static final Duration BACK_WITHIN = Duration.ofSeconds(5);

    private static final int HEALTHY = 0;
    private static final int DEAD = 1;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    private static AppCluster cluster;
    private static AppProcess app;
    private static List<Key> keys;

    @BeforeAll
    static void start() throws Exception {
        cluster = AppCluster.create(MYSQL.servers());
        app = AppProcess.start(cluster, Map.of());
        keys = SimulatedPopulation.of(app.api(), cluster);
    }

    @AfterAll
    static void stop() throws Exception {
        app.close();
        cluster.close();
    }

    @Test
    void killedShard_hurtsItsOwnKeysAlone_andServesAgainAfterItsStart() {
        assertHurtsItsOwnKeysAlone("kill -9", MySqlServer::kill, MySqlServer::start);
    }

    @Test
    void stoppedShard_hurtsItsOwnKeysAlone_andServesAgainWhenItGoesOn() {
        assertHurtsItsOwnKeysAlone("SIGSTOP", MySqlServer::pause, MySqlServer::unpause);
    }

    private static void assertHurtsItsOwnKeysAlone(
            String fault, Consumer<MySqlServer> strike, Consumer<MySqlServer> heal) {
        MySqlServer server = cluster.shards().get(DEAD);
        ApiClient api = app.api();
        try (Load load = Load.start(api, keys, CLIENTS, REQUESTS_PER_SECOND)) {
            load.await(HEALTHY, REQUESTS / 2);
            long calm = System.nanoTime();
            load.await(HEALTHY, REQUESTS);
            long struck = System.nanoTime();
            strike.accept(server);
            long down = System.nanoTime();
            load.await(HEALTHY, REQUESTS);
            long healing = System.nanoTime();
            heal.accept(server);
            long healed = System.nanoTime();
            awaitSuccess(load, healed);
            long well = System.nanoTime();
            load.await(DEAD, REQUESTS / 4);

            Samples samples = load.stop();
            Samples unhurt = samples.of(HEALTHY).sent(struck, well);
            Samples before = samples.of(HEALTHY).sent(calm, struck);
            Samples during = samples.of(HEALTHY).sent(struck, healing);
            Samples hurt =
                    samples.of(DEAD).where(sample -> sample.endedAt() - down > 0 && sample.startedAt() - healing < 0);
            System.out.printf(
                    Locale.ROOT,
                    "%s: other shard %.3f %% of %d, p99 %d us, without fault %d us of %d; dead shard's keys: %d answers,"
                            + " longest %d ms, %d above 1.2 s; back after %d ms%n",
                    fault,
                    100 * unhurt.successShare(),
                    unhurt.count(),
                    during.medianOfP99s(struck).toNanos() / 1_000,
                    before.medianOfP99s(calm).toNanos() / 1_000,
                    before.count(),
                    hurt.count(),
                    hurt.longestSince(struck).toMillis(),
                    hurt.where(sample -> sample.tookSince(struck).toMillis() > 1_200)
                            .count(),
                    Duration.ofNanos(well - healed).toMillis());
            assertThat(unhurt.successShare()).isGreaterThanOrEqualTo(0.999);
            assertThat(samples.neitherDoneNorPutOff()).isEmpty();
            assertThat(hurt.where(sample -> sample.startedAt() - down > 0 && sample.endedAt() - healing < 0)
                            .where(Sample::succeeded)
                            .all())
                    .isEmpty();
            assertThat(hurt.count()).isPositive();
            assertThat(hurt.longestSince(struck)).isLessThan(TOLD_WITHIN);
            assertThat(samples.sentSince(well).successShare()).isEqualTo(1);
            if (MEASURED) {
                assertThat(during.medianOfP99s(struck))
                        .isLessThan(before.medianOfP99s(calm).multipliedBy(2));
            }
        }
    }

    /** One success may be luck: ten in a row are not. */
    private static void awaitSuccess(Load load, long healed) {
        Eventually.within(
                BACK_WITHIN,
                () -> {
                    List<Sample> last =
                            load.samples().of(DEAD).sentSince(healed).last(10);
                    return last.size() == 10 && last.stream().allMatch(Sample::succeeded);
                },
                "the shard's keys work again");
    }
}
