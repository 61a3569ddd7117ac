package dev.tessera.e2e.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.migrations.ClusterDryRun;
import dev.tessera.migrations.ClusterMigrate;
import dev.tessera.migrations.change.MigrateOptions;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.MigrationOutcome;
import dev.tessera.migrations.plan.Progress;
import dev.tessera.migrations.report.ClusterReport;
import dev.tessera.migrations.report.ClusterStatus;
import dev.tessera.migrations.sql.LockHeldException;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ClusterMigrateTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(3).cleanBeforeEach();

    private final Changelogs second;
    private TestCluster cluster;

    ClusterMigrateTest(@TempDir Path folder) {
        second = Changelogs.shippedAnd(ExtraChangelog.writtenTo(folder));
    }

    @BeforeEach
    void configure() {
        cluster = TestCluster.configured(16, mysql.server(0), mysql.server(1), mysql.server(2));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void clusterThatWasNeverInitialised_isRefused() {
        assertThatThrownBy(this::migrate).hasMessage("cluster 'test' isn't initialised; run init");
    }

    @Test
    void newVersion_reachesEveryBucketOnceAndIsPublished() throws SQLException {
        cluster.init();
        long before = status(Changelogs.shipped()).directory().version();
        assertThat(status(second).problems())
                .containsExactly("16 buckets have not reached schema version 2; run migrate");
        List<String> told = new ClusterDryRun(cluster.config(), cluster.operator(), second, false)
                .migrate(MigrateOptions.defaults());
        assertThat(told)
                .startsWith(
                        "first bucket 00000_01023 on shard-a; the others when it is well",
                        "instant: 0002-users-biography_00000_01023",
                        "online: 0002-comments-author_00000_01023 (ALGORITHM=INSTANT is not supported for this operation. Try"
                                + " ALGORITHM=COPY/INPLACE. (error 1845, 0A000))",
                        "aside: 0002-comment_revisions_00000_01023")
                .contains("shard-a: bucket 00000_01023 from schema version 1 to 2")
                .hasSize(5 + 17);
        assertThat(migrate()).isEqualTo(new MigrationOutcome(17));
        ClusterReport after = status(second);
        assertThat(after.problems()).isEmpty();
        assertThat(after.directory().version()).isEqualTo(before + 1);
        assertThat(after.directory().publishedBucketSchema()).isEqualTo(2);
        assertThat(after.buckets())
                .allSatisfy(bucket -> assertThat(bucket.tables()).isEqualTo(7));
        try (Connection shard = mysql.server(2).connect("tessera")) {
            Sql.execute(shard, "select biography from users_15360_16383");
        }
        assertThat(migrate()).isEqualTo(new MigrationOutcome(0));
    }

    @Test
    void olderProgram_isRefusedByANewerCluster() {
        cluster.init();
        migrate();
        assertThatThrownBy(() -> new ClusterMigrate(
                                cluster.config(), cluster.operator(), Changelogs.shipped(), Progress.none())
                        .run())
                .hasMessageContaining(
                        "bucket 00000_01023 on shard-a has schema version 2; this program knows 1, use a newer one");
    }

    @Test
    void bucketWithoutItsTables_isRefusedByName() {
        cluster.init();
        mysql.server(2).execute("drop table tessera.users_09216_10239, tessera.threads_09216_10239");
        assertThatThrownBy(this::migrate)
                .hasMessage(
                        "bucket 09216_10239 lives on shard-b, and its tables threads_09216_10239, users_09216_10239 are missing there; a bucket's"
                                + " tables are made once, by init, and never again");
        assertThat(LiveTables.of(mysql.server(2))).hasSize(8 * 6 - 2);
        assertThat(status(Changelogs.shipped()).problems()).hasSize(1);
    }

    @Test
    void bucketWhoseLockAMoverHolds_stopsTheMigrationWhichThenGoesOn() throws SQLException {
        cluster.init();
        try (Connection mover = mysql.server(1).connect()) {
            Sql.column(mover, "select get_lock('tessera/bucket/05120_06143', 0)");
            assertThatThrownBy(this::migrate)
                    .isInstanceOf(LockHeldException.class)
                    .hasMessageStartingWith("the lock 'tessera/bucket/05120_06143' on "
                            + mysql.server(1).address() + " is held by");
        }
        assertThat(migrate().changed()).isTrue();
        assertThat(status(second).problems()).isEmpty();
    }

    @Test
    void alterThatWasDoneButNotWrittenDown_isNotDoneTwice() throws SQLException {
        cluster.init();
        mysql.server(1)
                .execute(
                        "update tessera_registry.bucket_schema set state = 'migrating', target_version = 2 where bucket = '00000_01023'",
                        "alter table tessera.users_00000_01023 add column biography varchar(1000) null");
        migrate();
        assertThat(status(second).problems()).isEmpty();
    }

    @Test
    void status_saysWhatAnswersAndWhatDoesNot() {
        ClusterReport empty = status(Changelogs.shipped());
        assertThat(empty.problems()).containsExactly("cluster 'test' isn't initialised; run init");
        cluster.init();
        mysql.server(1).execute("insert into tessera.outbox_00000_01023 values (1, 1, 'x', 1, '', now())");
        ClusterReport report = status(Changelogs.shipped());
        assertThat(report.problems()).isEmpty();
        assertThat(report.buckets()).hasSize(16);
        assertThat(report.shards()).allSatisfy(shard -> {
            assertThat(shard.buckets()).isEqualTo(8);
            assertThat(shard.size().bytes()).isGreaterThan(8 * 6 * 50_000);
        });
        assertThat(report.buckets().get(0).rows()).isEqualTo(1);
        mysql.server(2).kill();
        ClusterReport degraded = status(Changelogs.shipped());
        assertThat(degraded.shards().get(1).reachable()).isFalse();
        assertThat(degraded.problems())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("shard-b can't be reached at " + mysql.server(2).address() + ": ");
        assertThat(degraded.buckets()).hasSize(16);
    }

    private MigrationOutcome migrate() {
        return new ClusterMigrate(cluster.config(), cluster.operator(), second, Progress.none()).run();
    }

    private ClusterReport status(Changelogs changelogs) {
        return new ClusterStatus(cluster.config(), cluster.operator(), changelogs).run();
    }
}
