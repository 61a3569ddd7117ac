package dev.tessera.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.audit.AuditReport;
import dev.tessera.testbed.workload.state.AuditRule;
import dev.tessera.testbed.workload.state.Preload;
import dev.tessera.testbed.workload.state.Preloaded;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class PreloadTest {
    private static final BucketId FULL = new InitialBuckets(16).get(3);
    private static final int COMMENTS = 10_000;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    @Test
    void clientsGoOnWithAPreloadedBucket_andTheAuditKnowsItsRows() throws Exception {
        try (TestSystem system = TestSystem.create(16, MYSQL.server(0), MYSQL.server(0), MYSQL.server(1))
                .withApps(1)) {
            Preload preload =
                    new Preload(system.shardAddresses(), system.cluster().operator());
            Preloaded full = preload.fill(FULL, COMMENTS);
            WorkloadOptions options =
                    system.options().withPreloaded(List.of(full)).withHot(Set.of(FULL), 0.9);
            try (Workload workload = Workload.start(options)) {
                Runs.until(workload, COMMENTS + 200);
                assertThat(workload.stop().failures()).isEmpty();
                AuditReport clean = workload.audit(system.auditTarget());
                assertThat(clean.problems()).isEmpty();
                assertThat(clean.storedComments()).isGreaterThanOrEqualTo(full.comments());

                long untouched = LiveRows.first(system, FULL, "comments", "comment_id", "version = 1")
                        .orElseThrow()
                        .get(0);
                String delete = "delete from %s where comment_id = " + untouched;
                try (Tampering deleted = Tampering.with(system, "comments", FULL, delete)) {
                    assertThat(workload.audit(system.auditTarget()).problems())
                            .anyMatch(problem -> problem.rule() == AuditRule.NOTHING_LOST
                                    && problem.sentence().contains("comment " + untouched));
                }
            }
        }
    }
}
