package dev.tessera.router;

import static dev.tessera.router.RouterFixture.ON_A;
import static dev.tessera.router.RouterFixture.ON_B;
import static dev.tessera.router.RouterFixture.assertUnavailable;
import static dev.tessera.router.RouterFixture.insertUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.proxy.BreakableProxy;
import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Servers that die, stop, or are away at the start. */
@ExtendWith(LeakCheck.class)
class ShardTroubleTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(4).cleanBeforeEach();

    private RouterFixture cluster;
    private ShardRouter router;

    @BeforeEach
    void open() {
        cluster = RouterFixture.on(MYSQL);
        router = cluster.router();
        RouterFixture.warmUp(router);
    }

    @AfterEach
    void close() {
        router.close();
        cluster.close();
    }

    @Test
    void deadShard_failsFastAndAlone_andServesAgainWhenItIsBack() {
        cluster.shard(0).kill();

        assertUnavailable(router, ON_A);
        assertThat(router.oneStatementInSlot(ON_B, RouterFixture::countUsers)).isZero();
        assertThat(router.problemOf(new ShardName("shard-a"))).isPresent();

        cluster.shard(0).start();
        Eventually.within(
                Duration.ofSeconds(5),
                () -> router.oneStatementInSlot(ON_A, RouterFixture::countUsers) == 0,
                "shard-a serves again");
    }

    @Test
    void pausedShard_releasesWhoeverWaits_andServesAgainWhenItGoesOn() {
        cluster.shard(0).pause();
        try {
            assertUnavailable(router, ON_A);
            assertUnavailable(router, ON_A);
            assertThat(router.oneStatementInSlot(ON_B, RouterFixture::countUsers))
                    .isZero();
        } finally {
            cluster.shard(0).unpause();
        }
        Eventually.within(
                Duration.ofSeconds(5),
                () -> router.oneStatementInSlot(ON_A, RouterFixture::countUsers) == 0,
                "shard-a serves again");
    }

    @Test
    void deadDirectory_hurtsNobody() {
        cluster.directory().kill();
        try {
            EntityId id = cluster.newId(ON_A);
            router.inSlot(ON_A, handle -> {
                insertUser(handle, id);
                return 0;
            });
            assertThat(router.oneStatementInSlot(ON_A, RouterFixture::countUsers))
                    .isOne();
        } finally {
            cluster.directory().start();
        }
        long version = router.placements().version();
        cluster.changeDirectory("update shards set updated_at = utc_timestamp(3)");
        Eventually.within(
                Duration.ofSeconds(10), () -> router.placements().version() > version, "the directory is read again");
    }

    @Test
    void routerStarts_whileAShardIsDown() {
        router.close();
        cluster.shard(1).kill();
        try {
            router = cluster.router();
            assertThat(router.oneStatementInSlot(ON_A, RouterFixture::countUsers))
                    .isZero();
        } finally {
            cluster.shard(1).start();
        }
        Eventually.within(
                Duration.ofSeconds(5),
                () -> router.oneStatementInSlot(ON_B, RouterFixture::countUsers) == 0,
                "shard-b serves");
    }

    @Test
    void directoryThatIsDownAtTheStart_isNamed() {
        MySqlServer directory = cluster.directory();
        directory.kill();
        try {
            assertThatThrownBy(() -> cluster.router())
                    .isInstanceOf(DirectoryUnavailableException.class)
                    .hasMessageStartingWith("the directory at " + directory.address() + " can't be read: ");
        } finally {
            directory.start();
        }
    }

    @Test
    void routerStarts_withTheDirectoryDown_fromWhatWasSaved(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("snapshot");
        RouterConfig config = cluster.config().withSnapshotFile(file);
        ShardRouters.open(config).close();
        cluster.directory().kill();
        try {
            try (ShardRouter degraded = ShardRouters.open(config)) {
                assertThat(degraded.placements()).isEqualTo(router.placements());
                assertThat(degraded.oneStatementInSlot(ON_A, RouterFixture::countUsers))
                        .isZero();
            }
            Files.writeString(file, Files.readString(file).replace("shard-a", "shard-b"));
            assertThatThrownBy(() -> ShardRouters.open(config)).isInstanceOf(DirectoryUnavailableException.class);
        } finally {
            cluster.directory().start();
        }
    }

    @Test
    void routerStartedFromWhatWasSaved_findsTheDirectoryWhenItIsBack(@TempDir Path folder) {
        RouterConfig config = cluster.config().withSnapshotFile(folder.resolve("snapshot"));
        ShardRouters.open(config).close();
        cluster.directory().kill();
        ShardRouter degraded;
        try {
            degraded = ShardRouters.open(config);
        } finally {
            cluster.directory().start();
        }
        try {
            long version = degraded.placements().version();
            cluster.changeDirectory("update shards set updated_at = utc_timestamp(3)");
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> degraded.placements().version() > version,
                    "the directory is read again");
        } finally {
            degraded.close();
        }
    }

    @Test
    void routerClosedWhileItsPoolsOpenConnections_leavesNoneOpen() {
        router.close();
        try (BreakableProxy slow = BreakableProxy.inFrontOf(cluster.shard(0))) {
            slow.delay(Duration.ofMillis(50));
            cluster.setAddress("shard-a", slow.address());
            router = cluster.router();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                for (int i = 0; i < 8; i++) {
                    threads.execute(this::countOrFail);
                }
                // The watch has one; the next is opened for who waits.
                Eventually.within(Duration.ofSeconds(5), () -> slow.connections() > 1, "connections are being opened");
                router.close();
            } finally {
                threads.shutdown();
            }
            Eventually.within(Duration.ofSeconds(5), () -> slow.connections() == 0, "no connection is left");
        }
    }

    /** As of a machine that is busy beyond its means: each answer takes longer than the watch is patient. */
    @Test
    void shardThatIsOnlySlow_isServed() throws Exception {
        router.close();
        try (BreakableProxy slow = BreakableProxy.inFrontOf(cluster.shard(0))) {
            cluster.setAddress("shard-a", slow.address());
            router = cluster.router();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                Eventually.within(
                        Duration.ofSeconds(10),
                        () -> {
                            askTwice(threads, 10);
                            ShardMetrics shard = router.metrics().shards().get(new ShardName("shard-a"));
                            return shard != null && shard.poolIdle() + shard.poolActive() > 1;
                        },
                        "a connection for each of two: none could be opened in time when all is slow");
                slow.delay(Duration.ofMillis(360));
                askTwice(threads, 5);
                assertThat(router.problemOf(new ShardName("shard-a"))).isEmpty();
            } finally {
                threads.shutdown();
                router.close();
            }
        }
    }

    private void askTwice(ExecutorService threads, int times) throws Exception {
        Callable<Void> questions = () -> {
            for (int question = 0; question < times; question++) {
                router.oneStatementInSlot(ON_A, RouterFixture::countUsers);
            }
            return null;
        };
        for (Future<Void> asked : threads.invokeAll(List.of(questions, questions))) {
            asked.get();
        }
    }

    @Test
    void shardThatNobodyAsksFor_isHeldByItsWatchsConnectionAlone() {
        router.close();
        router = cluster.router();
        router.oneStatementInSlot(ON_B, RouterFixture::countUsers);
        for (int change = 0; change < 3; change++) {
            // As long as that takes a pool would have opened what it wants to have.
            long version = router.placements().version();
            cluster.changeDirectory("update shards set updated_at = utc_timestamp(3)");
            Eventually.within(
                    Duration.ofSeconds(5), () -> router.placements().version() > version, "the directory is read");
        }
        ShardMetrics unused = router.metrics().shards().get(new ShardName("shard-a"));
        assertThat(unused).isNotNull();
        assertThat(unused.poolIdle() + unused.poolActive()).isZero();
        assertThat(router.metrics().shards().get(new ShardName("shard-b")))
                .extracting(ShardMetrics::poolIdle)
                .isEqualTo(1);
    }

    private void countOrFail() {
        try {
            router.oneStatementInSlot(ON_A, RouterFixture::countUsers);
        } catch (RouterException closed) {
            // As whoever asks a router that closes.
        }
    }
}
