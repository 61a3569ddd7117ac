package dev.tessera.e2e.migrations;

import static java.lang.System.Logger.Level.INFO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.migrations.ClusterInit;
import dev.tessera.migrations.ClusterMigrate;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.MigrationOutcome;
import dev.tessera.migrations.plan.Progress;
import dev.tessera.migrations.report.ClusterReport;
import dev.tessera.migrations.report.ClusterStatus;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the process that migrates, at random moments, and the same verb again. */
class KilledMigrationTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(3).cleanBeforeEach();

    private static final System.Logger log = System.getLogger(KilledMigrationTest.class.getName());
    private static final int BUCKETS = 16;
    private static final int KILLS = Integer.getInteger("tessera.kills", 4);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Path changelogs;
    private TestCluster cluster;

    KilledMigrationTest(@TempDir Path changelogs) {
        this.changelogs = changelogs;
    }

    @BeforeEach
    void configure() {
        cluster = TestCluster.configured(BUCKETS, mysql.server(0), mysql.server(1), mysql.server(2));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void initKilledTenTimes_goesOnWhereItWas() {
        killRepeatedly("init");
        init();
        assertClean(1);
        assertThat(allTables()).hasSize(BUCKETS * 6).doesNotHaveDuplicates();
        assertThat(init()).isEqualTo(new MigrationOutcome(0));
    }

    @Test
    void migrateKilledTenTimes_goesOnWhereItWas() {
        init();
        ExtraChangelog.writtenTo(changelogs);
        killRepeatedly("migrate");
        migrate();
        assertClean(2);
        assertThat(allTables()).hasSize(BUCKETS * 7).doesNotHaveDuplicates();
        assertThat(migrate()).isEqualTo(new MigrationOutcome(0));
    }

    private void killRepeatedly(String verb) {
        int killed = 0;
        for (int round = 1; round <= KILLS; round++) {
            int reports = 1 + random.nextInt(6);
            if (MigrationProcess.killed(verb, cluster, changelogs, reports, random.nextInt(50_000))) {
                killed++;
            }
        }
        log.log(INFO, "{0}: killed {1} times of {2}, seed {3}", verb, killed, KILLS, Long.toString(seed));
        assertThat(killed).isGreaterThan(KILLS / 2);
    }

    private void assertClean(int version) {
        ClusterReport report = new ClusterStatus(cluster.config(), cluster.operator(), extended()).run();
        assertThat(report.problems()).isEmpty();
        assertThat(report.directory().publishedBucketSchema()).isEqualTo(version);
        assertThat(report.buckets()).hasSize(BUCKETS).allSatisfy(bucket -> {
            assertThat(bucket.epoch()).isEqualTo(1);
            assertThat(bucket.schema().orElseThrow().version()).isEqualTo(version);
        });
    }

    private static List<String> allTables() {
        List<String> tables = new ArrayList<>(LiveTables.of(mysql.server(1)));
        tables.addAll(LiveTables.of(mysql.server(2)));
        return tables;
    }

    private MigrationOutcome init() {
        return new ClusterInit(cluster.config(), cluster.operator(), cluster.app(), extended(), Progress.none()).run();
    }

    private MigrationOutcome migrate() {
        return new ClusterMigrate(cluster.config(), cluster.operator(), extended(), Progress.none()).run();
    }

    private Changelogs extended() {
        return Changelogs.shippedAnd(changelogs);
    }
}
