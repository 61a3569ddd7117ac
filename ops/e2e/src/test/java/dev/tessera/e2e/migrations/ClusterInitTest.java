package dev.tessera.e2e.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.migrations.Changelogs;
import dev.tessera.migrations.ClusterInit;
import dev.tessera.migrations.Outcome;
import dev.tessera.migrations.Progress;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClusterInitTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(3).cleanBeforeEach();

    private TestCluster cluster;

    @BeforeEach
    void configure() {
        cluster = TestCluster.configured(64, mysql.server(0), mysql.server(1), mysql.server(2));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void sixtyFourBucketsOnTwoShards_takeThirtySecondsAtMost(TestReporter reporter) {
        List<Progress.Report> reports = Collections.synchronizedList(new ArrayList<>());
        Outcome outcome = init(reports::add);
        Progress.Report last = reports.get(reports.size() - 1);
        reporter.publishEntry(
                "init of 64 buckets x 6 tables on 2 shards", last.elapsed().toString());
        assertThat(last.elapsed()).isLessThan(Duration.ofSeconds(30));
        assertThat(last.done())
                .isEqualTo(last.total())
                .isEqualTo(outcome.steps())
                .isGreaterThan(64);
    }

    private Outcome init(Progress progress) {
        return new ClusterInit(cluster.config(), cluster.operator(), cluster.app(), Changelogs.shipped(), progress)
                .run();
    }
}
