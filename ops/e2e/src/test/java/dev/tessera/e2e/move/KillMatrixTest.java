package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.repair.Doctor;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.audit.AuditReport;
import dev.tessera.testbed.workload.http.FailedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Movers, agents and mysqlds are killed -9, and movers stopped past their lease, under load and one after the other, on one system: which, where
 * and how many, see {@link Chosen}. With {@code -Dtessera.move.report=FILE} the table of outcomes is appended to a file.
 */
class KillMatrixTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    private final KillMatrix table = new KillMatrix();

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void killedAnywhere_theBucketIsServedSoonAndNothingIsLost() throws Exception {
        try (Matrix matrix = Matrix.start(MYSQL.server(0), MYSQL.server(1), MYSQL.server(2))) {
            List<Trial> trials = Chosen.trials();
            assertThat(trials).isNotEmpty();
            List<Throwable> failed = new ArrayList<>();
            List<String> left = new ArrayList<>();
            for (Trial trial : trials) {
                if (Chosen.isTimeLeft()) {
                    make(trial, matrix, failed);
                } else {
                    left.add(trial.name());
                }
            }
            WorkloadReport report = matrix.workload().stop();
            AuditReport audit = matrix.workload().audit(matrix.system().auditTarget());
            table.write(report, audit, matrix.intervals());

            assertThat(failed).isEmpty();
            assertThat(matrix.intervals().overlaps()).isEmpty();
            assertThat(audit.problems()).isEmpty();
            assertThat(report.violations()).isEmpty();
            assertThat(unexcused(report, matrix)).isEmpty();
            assertThat(Points.all()).containsAll(matrix.passed());
            assertNothingIsLeft(matrix);
            assertThat(left).as("trials for which there was no time").isEmpty();
        }
    }

    /** One that fails leaves room for the others. */
    private void make(Trial trial, Matrix matrix, List<Throwable> failed) throws InterruptedException {
        try {
            long repairs = matrix.repairs();
            Trial.Ending ending = trial.run(matrix);
            table.outcome(trial.name(), ending, matrix.repairs() > repairs);
        } catch (Exception | AssertionError e) {
            failed.add(new AssertionError(trial.name(), e));
            table.failed(trial.name(), e);
            matrix.recover();
        }
    }

    private static List<FailedRequest> unexcused(WorkloadReport report, Matrix matrix) {
        return report.failures().stream()
                .filter(failure -> matrix.outages().stream().noneMatch(outage -> outage.excuses(failure)))
                .toList();
    }

    private static void assertNothingIsLeft(Matrix matrix) throws InterruptedException {
        assertThat(Traces.of(matrix)).noneMatch(trace -> trace.matches("\\S+ tessera_(in|out|stray)_.*"));
        Doctor doctor = new Doctor(matrix.cluster(), MoverProcess.options(), Milestones.none(), "a doctor");
        assertThat(doctor.examine()).isEmpty();
    }
}
