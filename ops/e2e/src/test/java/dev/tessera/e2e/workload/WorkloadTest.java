package dev.tessera.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.audit.AuditReport;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class WorkloadTest {
    private static final BucketId HOT = new InitialBuckets(16).get(5);
    private static final long COMMENTS = 1_000;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    private static TestSystem system;

    @BeforeAll
    static void start() throws Exception {
        system = TestSystem.create(16, MYSQL.server(0), MYSQL.server(0), MYSQL.server(1))
                .withApps(2);
    }

    @AfterAll
    static void stop() throws Exception {
        system.close();
    }

    @Test
    void everythingAcknowledgedIsFound_throughTwoApps() throws Exception {
        try (Workload workload = Workload.start(system.options().withHot(Set.of(HOT), 0.5))) {
            Runs.until(workload, COMMENTS);
            WorkloadReport report = workload.stop();
            AuditReport audit = workload.audit(system.auditTarget());

            assertThat(report.failures()).isEmpty();
            assertThat(report.violations()).isEmpty();
            assertThat(audit.problems()).isEmpty();
            assertThat(audit.storedComments()).isGreaterThanOrEqualTo(COMMENTS);
        }
    }
}
