package dev.tessera.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.audit.AuditReport;
import dev.tessera.testbed.workload.http.FailedRequest;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class KilledAppTest {
    private static final long COMMENTS = 200;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1);

    @Test
    void requestsOfAKilledAppHaveFailed_andWhatTheyLeftOpenIsNoProblem() throws Exception {
        try (TestSystem system = TestSystem.create(16, MYSQL.server(0), MYSQL.server(0))
                .withApps(1)
                .withAppProcesses(1)) {
            URI killed = system.bases().get(1);
            try (Workload workload = Workload.start(system.options())) {
                Runs.until(workload, COMMENTS);
                system.kill(killed);
                Eventually.within(
                        Duration.ofSeconds(30), () -> workload.statistics().failed() > 100, "requests have failed");
                WorkloadReport report = workload.stop();
                AuditReport audit = workload.audit(
                        system.auditTarget().withBases(system.bases().subList(0, 1)));

                assertThat(report.failures()).extracting(FailedRequest::base).containsOnly(killed.toString());
                assertThat(report.failures())
                        .allSatisfy(failed -> assertThat(failed.status()).isZero());
                assertThat(report.violations()).isEmpty();
                assertThat(audit.problems()).isEmpty();
            }
        }
    }
}
