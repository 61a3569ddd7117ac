package dev.tessera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code -Dtessera.faults.rounds=50} for the whole of it. */
@ExtendWith(LeakCheck.class)
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class RepeatedFaultsTest {
    private static final int CLIENTS = 8;
    private static final int REQUESTS_PER_SECOND = 100;
    private static final int ROUNDS = Scale.of("rounds", 2);
    private static final int DEAD = 1;
    private static final int POOL_SIZE = 2;
    /** Full pools, each watch's connection, and where the directory is also its reader's. */
    private static final List<Integer> MOST_CONNECTIONS = List.of(POOL_SIZE + 2, POOL_SIZE + 1);

    private static final long HEAP_MARGIN = 8L << 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    @Test
    void shardThatDiesOrStopsAgainAndAgain_leavesNoConnectionThreadOrMemoryBehind() throws Exception {
        try (AppCluster cluster = AppCluster.create(MYSQL.servers());
                AppProcess app = AppProcess.start(cluster, Map.of("pool_size", "" + POOL_SIZE))) {
            List<Key> keys = SimulatedPopulation.of(app.api(), cluster);
            // The first rounds load what is loaded once.
            strike(app, cluster, keys, 2);
            Footprint before = awaitCalm(app, cluster);
            strike(app, cluster, keys, ROUNDS);
            Footprint after = awaitCalm(app, cluster);
            System.out.printf(
                    Locale.ROOT,
                    "%d rounds: connections %s, then %s; heap %d KiB, then %d KiB; threads %s%n",
                    ROUNDS,
                    before.connections(),
                    after.connections(),
                    before.heapBytes() >> 10,
                    after.heapBytes() >> 10,
                    after.threads());
            Eventually.within(
                    TIMEOUT,
                    () -> Footprint.of(app, cluster).threadsMoreThan(before).isEmpty(),
                    () -> "more threads: " + after.threadsMoreThan(before));
            assertThat(after.heapBytes()).isLessThan(before.heapBytes() + HEAP_MARGIN);
        }
    }

    /** Kill -9 and SIGSTOP by turns, under load. */
    private static void strike(AppProcess app, AppCluster cluster, List<Key> keys, int rounds) {
        MySqlServer server = cluster.shards().get(DEAD);
        try (Load load = Load.start(app.api(), keys, CLIENTS, REQUESTS_PER_SECOND)) {
            for (int round = 0; round < rounds; round++) {
                awaitEach(load, Sample::succeeded);
                if (round % 2 == 0) {
                    server.kill();
                    awaitEach(load, Sample::isPutOff);
                    server.start();
                } else {
                    server.pause();
                    awaitEach(load, Sample::isPutOff);
                    server.unpause();
                }
            }
            awaitEach(load, Sample::succeeded);
            assertThat(load.stop().neitherDoneNorPutOff()).isEmpty();
        }
    }

    /** The shard's last ten answers. */
    private static void awaitEach(Load load, Predicate<Sample> condition) {
        Eventually.within(
                TIMEOUT,
                () -> {
                    List<Sample> last = load.samples().of(DEAD).last(10);
                    return last.size() == 10 && last.stream().allMatch(condition);
                },
                () -> "ten answers alike; the last were "
                        + load.samples().of(DEAD).last(10));
    }

    private static Footprint awaitCalm(AppProcess app, AppCluster cluster) throws Exception {
        Eventually.within(
                TIMEOUT, () -> isCalm(Footprint.of(app, cluster).connections()), "no more connections than pools hold");
        return Footprint.of(app, cluster);
    }

    private static boolean isCalm(List<Integer> connections) {
        return IntStream.range(0, connections.size())
                .allMatch(server -> connections.get(server) <= MOST_CONNECTIONS.get(server));
    }
}
