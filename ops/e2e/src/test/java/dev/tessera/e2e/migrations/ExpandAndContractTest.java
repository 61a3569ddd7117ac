package dev.tessera.e2e.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.migrations.ClusterMigrate;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.MigrationOutcome;
import dev.tessera.migrations.plan.Progress;
import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code ops/docs/expand-and-contract.md}, carried out. */
@ExtendWith(LeakCheck.class)
class ExpandAndContractTest {
    private static final Path DOCUMENT = Path.of("../docs/expand-and-contract.md");
    private static final int BUCKETS = 16;
    private static final InitialBuckets ALL = new InitialBuckets(BUCKETS);
    private static final int CLIENTS = 4;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    private final Path changelogs;

    ExpandAndContractTest(@TempDir Path folder) {
        changelogs = folder;
    }

    @Test
    void columnChangesItsName_whileEachReleaseIsServedBesideTheNext() throws Exception {
        WorkedExample example = WorkedExample.of(DOCUMENT);
        try (TestCluster cluster =
                TestCluster.initialised(BUCKETS, MYSQL.server(0), MYSQL.server(0), MYSQL.server(1))) {
            migrate(cluster, example, "bucket/0002-users-biography.sql");
            List<List<EntityId>> users = users();
            EntityId silent = add(EntityId.of(900, 3, 0));
            try (Release first = release(1, example, cluster);
                    ReleaseTraffic traffic = ReleaseTraffic.start(users, first)) {
                migrate(cluster, example, "bucket/0003-users-about.sql");
                try (Release second = release(2, example, cluster);
                        Release third = release(3, example, cluster);
                        Release fourth = release(4, example, cluster)) {
                    traffic.serve(first, second);
                    traffic.serve(second);
                    backfill(cluster, example);
                    traffic.serve(second, third);
                    traffic.serve(third);
                    traffic.serve(third, fourth);
                    assertThatThrownBy(() -> migrate(cluster, example, "bucket/0004-users-without-biography.sql"))
                            .isInstanceOf(MigrationRefusedException.class)
                            .hasMessageContaining(
                                    "the app sent in the last hour what wouldn't compile any more,"
                                            + " `UPDATE `users` SET `biography` = ? , `about` = ? WHERE `user_id` = ?`: Unknown column 'biography' in 'field list'"
                                            + " (error 1054, 42S22); wait until no instance sends it, or say --ignore-statements");
                    traffic.serve(fourth);
                    anHourGoesBy();
                    traffic.serve(fourth);
                    assertThat(migrate(cluster, example, "bucket/0004-users-without-biography.sql"))
                            .isEqualTo(new MigrationOutcome(BUCKETS + 1));
                    traffic.serve(fourth);
                    traffic.close();
                    assertThat(fourth.read(silent)).contains("long ago");
                }
                assertThat(traffic.failures()).isEmpty();
                System.out.printf("expand and contract: %d rounds of clients, none failed%n", traffic.rounds());
            }
        }
    }

    private MigrationOutcome migrate(TestCluster cluster, WorkedExample example, String changelog) throws IOException {
        example.ship(changelog, changelogs);
        Changelogs all = Changelogs.shippedAnd(changelogs);
        return new ClusterMigrate(cluster.config(), cluster.operator(), all, Progress.none()).run();
    }

    private static Release release(int number, WorkedExample example, TestCluster cluster) {
        return new Release(number, example, router(cluster));
    }

    private static ShardRouter router(TestCluster cluster) {
        return ShardRouters.open(RouterConfig.of(
                cluster.directoryAddress(),
                cluster.config().directory().schema().value(),
                cluster.appUser(),
                cluster.appPassword()));
    }

    private static void backfill(TestCluster cluster, WorkedExample example) {
        try (ShardRouter router = router(cluster)) {
            for (BucketId bucket : ALL.all()) {
                int slot = bucket.firstSlot();
                while (router.oneStatementInSlot(slot, handle -> handle.execute(example.sql("backfill"))) > 0) {
                    // The next piece.
                }
                long left =
                        router.oneStatementInSlot(slot, handle -> handle.createQuery(example.sql("backfill is done"))
                                .mapTo(Long.class)
                                .one());
                assertThat(left).isZero();
            }
        }
    }

    /** Servers forget what they were sent. */
    private static void anHourGoesBy() {
        MYSQL.servers()
                .forEach(server ->
                        server.execute("truncate table performance_schema.events_statements_summary_by_digest"));
    }

    /** Two of each bucket for each client, with a text that release 1 wrote long ago. */
    private static List<List<EntityId>> users() {
        return IntStream.range(0, CLIENTS)
                .mapToObj(client -> IntStream.range(0, 2 * BUCKETS)
                        .mapToObj(user -> add(EntityId.of(
                                1_000 + client, ALL.get(user % BUCKETS).firstSlot(), user / BUCKETS)))
                        .toList())
                .toList();
    }

    private static EntityId add(EntityId user) {
        MYSQL.server(user.slot() < SlotFunction.SLOTS / 2 ? 0 : 1)
                .execute(
                        "insert into tessera.users_%s (user_id, handle, display_name, biography, created_at, updated_at)"
                                        .formatted(ALL.holding(user.slot()))
                                + " values (%d, '%d', 'somebody', 'long ago', now(3), now(3))"
                                        .formatted(user.value(), user.value()));
        return user;
    }
}
