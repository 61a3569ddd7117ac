package dev.tessera.e2e.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.migrations.ClusterMigrate;
import dev.tessera.migrations.change.MigrateOptions;
import dev.tessera.migrations.change.MigrationControl;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.MigrationOutcome;
import dev.tessera.migrations.plan.Progress;
import dev.tessera.migrations.sql.MigrationFailedException;
import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.PlantedValues;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a migration does so that nobody is hurt by a bad one. */
@ExtendWith(LeakCheck.class)
class CarefulMigrationTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2).cleanBeforeEach();

    private static final int BUCKETS = 16;
    private static final MigrateOptions CANARY =
            MigrateOptions.defaults().withCanary("2048").withCanaryWait(Duration.ofMillis(1_500));
    private static final String HARMLESS = "alter table users${suffix} add column biography varchar(1000) null";

    private final Path folder;
    private TestCluster cluster;

    CarefulMigrationTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void init() {
        cluster = TestCluster.initialised(BUCKETS, MYSQL.server(0), MYSQL.server(0), MYSQL.server(1));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void changeForWhichWritersWouldWait_isRefusedBeforeALiveTableIsTouched_untilItIsAllowed() throws Exception {
        ship("alter table users${suffix} modify column role varchar(16) character set utf8mb4 not null default 'user'");

        assertThatThrownBy(() -> migrate(MigrateOptions.defaults(), Progress.none()))
                .isInstanceOf(MigrationRefusedException.class)
                .hasMessageMatching("changeset 0002-change_00000_01023 would block those who use the table: .*;"
                        + " write it so that it doesn't, or say --allow-blocking");

        assertThat(characterSets("role")).containsOnly("ascii");
        assertThat(scratch()).isEmpty();
        assertThat(migrate(MigrateOptions.defaults().allowingBlocking(), Progress.none()))
                .isEqualTo(new MigrationOutcome(BUCKETS + 1));
        assertThat(characterSets("role")).hasSize(BUCKETS).containsOnly("utf8mb4");
    }

    @Test
    void statementThatFailsOnTheBucketThatWentFirst_leavesTheOthersAsTheyWere() throws Exception {
        ship("alter table users${suffix} drop column state");

        assertThatThrownBy(() ->
                        migrate(CANARY, whenTheFirstIsDone("select state from users_02048_03071 where user_id = 1")))
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("the app sends to bucket 02048_03071 on shard-a what doesn't compile there any more,"
                        + " `SELECT `state` FROM `users` WHERE `user_id` = ?`: Unknown column 'state' in 'field list' (error 1054, 42S22)"
                        + "\nonly the first bucket was migrated; the others are as they were");

        assertThat(characterSets("state")).hasSize(BUCKETS - 1);
    }

    @Test
    void rowThatAChangeDoesntFit_isNotQuoted() throws Exception {
        ship("alter table users${suffix} modify column display_name int");
        MYSQL.server(0)
                .execute("insert into tessera.users_02048_03071 (user_id, handle, display_name, created_at, updated_at)"
                        + " values (1 << 22 | 2048 << 8, '%1$s', '%1$s', now(3), now(3))"
                                .formatted(PlantedValues.MARK));

        assertThatThrownBy(() -> migrate(MigrateOptions.defaults().allowingBlocking(), Progress.none()))
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageEndingWith(
                        ": changeset 0002-change_02048_03071 failed: incorrect value for column 'display_name'"
                                + " at row 1 (error 1366, HY000)")
                .extracting(CarefulMigrationTest::printed, STRING)
                .doesNotContain(PlantedValues.MARK);
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void statementOfWhichTheServerKeepsTheBeginningOnly_isTriedAllTheSame() throws Exception {
        ship(HARMLESS);
        String answer = "x'" + "ab".repeat(2_000) + "'";

        MigrationOutcome outcome = migrate(
                CANARY,
                whenTheFirstIsDone(
                        "update idempotency_keys_02048_03071 set answer = " + answer + " where principal = 'nobody'"));

        assertThat(outcome).isEqualTo(new MigrationOutcome(BUCKETS + 1));
    }

    @Test
    void bucketThatIsBeingMoved_isLeftAlone_andNamed() throws Exception {
        ship(HARMLESS);
        long move = openMove("3072");

        assertThat(migrate(MigrateOptions.defaults(), Progress.none()))
                .isEqualTo(new MigrationOutcome(
                        BUCKETS - 1, List.of("bucket 03072_04095 is being moved by move " + move + " (planned)")));

        assertThat(characterSets("biography")).hasSize(BUCKETS - 1);
        ShardctlRun.on(cluster, "move", "abort", String.valueOf(move)).done();
        assertThat(migrate(MigrateOptions.defaults(), Progress.none())).isEqualTo(new MigrationOutcome(2));
    }

    @Test
    void pausedMigration_saysSo_andGoesOnWhenItIsTold() throws Exception {
        ship(HARMLESS);
        MigrationControl desiredState =
                new MigrationControl(cluster.config(), cluster.operator(), Changelogs.shipped());
        assertThat(desiredState.pause("a test")).as("nobody is at work").isEmpty();
        CountDownLatch waits = new CountDownLatch(1);
        CompletableFuture<MigrationOutcome> migration =
                CompletableFuture.supplyAsync(() -> migrate(MigrateOptions.defaults(), report -> {
                    if (report.current().contains("paused; `shardctl migrate --resume` continues it")) {
                        waits.countDown();
                    }
                }));

        assertThat(waits.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(characterSets("biography")).isEmpty();
        assertThat(desiredState.goOn("a test"))
                .as("whose connection is at work")
                .isPresent();

        assertThat(migration.get(30, TimeUnit.SECONDS)).isEqualTo(new MigrationOutcome(BUCKETS + 1));
    }

    private void ship(String change) throws IOException {
        Path file = folder.resolve("bucket/0002-change.sql");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, "--liquibase formatted sql\n\n--changeset tessera:0002-change${suffix}\n" + change + ";\n");
    }

    private MigrationOutcome migrate(MigrateOptions options, Progress progress) {
        return new ClusterMigrate(
                        cluster.config(), cluster.operator(), Changelogs.shippedAnd(folder), options, progress)
                .run();
    }

    /** A client of the bucket that went first. */
    private static Progress whenTheFirstIsDone(String sql) {
        return report -> {
            if (report.current().startsWith("the first is done")) {
                try (Connection client = MYSQL.server(0).connect("tessera")) {
                    Sql.execute(client, sql);
                } catch (SQLException refused) {
                    // The client's misfortune; the server has seen what it sent.
                }
            }
        };
    }

    private long openMove(String buckets) {
        try (Cluster opened = new Cluster(cluster.config(), cluster.operator(), Changelogs.shipped())) {
            MovePlan plan = new MovePlanner(opened, true, true, OpenReversePolicy.TAKEN)
                    .plan(BucketSelection.parse(buckets, new InitialBuckets(BUCKETS).all()), new ShardName("shard-b"));
            Mover mover = new Mover(
                    new MoverContext(opened, MoveOptions.defaults().withDiskUnchecked(), Milestones.none(), "a test"),
                    MoveWatch.none());
            return mover.open(plan, CutoverMode.AUTO).get(0).moveId();
        }
    }

    /** Of a column of users, in each bucket that has it. */
    private static List<String> characterSets(String column) {
        return onBoth("select character_set_name from information_schema.columns where table_schema = 'tessera'"
                + " and table_name like 'users\\_%' and column_name = '" + column + "'");
    }

    private static List<String> scratch() {
        return onBoth("select schema_name from information_schema.schemata where schema_name = 'tessera_scratch'");
    }

    private static List<String> onBoth(String sql) {
        return MYSQL.servers().stream()
                .flatMap(server -> ask(server, sql).stream())
                .toList();
    }

    private static List<String> ask(MySqlServer server, String sql) {
        try (Connection connection = server.connect()) {
            return Sql.column(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
