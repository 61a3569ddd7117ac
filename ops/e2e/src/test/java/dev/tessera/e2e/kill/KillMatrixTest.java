package dev.tessera.e2e.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.move.MoverProcess;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.repair.Doctor;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.audit.AuditReport;
import dev.tessera.testbed.workload.http.FailedRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Movers, agents and mysqlds are killed -9, and movers stopped past their lease, under load and one after the other, on one system: which, where
 * and how many, see {@link Chosen}. With {@code -Dtessera.move.report=FILE} the table of outcomes is appended to a file.
 */
class KillMatrixTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    private final KillMatrix table = new KillMatrix();
    private @Nullable Matrix started;

    @AfterEach
    void close() throws Exception {
        if (started != null) {
            started.close();
        }
    }

    /** Each trial is a test of its own name; the last one looks at what all of them have left. */
    @TestFactory
    Stream<DynamicTest> killedAnywhere_theBucketIsServedSoonAndNothingIsLost() throws Exception {
        List<Trial> trials = Chosen.trials();
        assertThat(trials).isNotEmpty();
        Matrix matrix = Matrix.start(MYSQL.server(0), MYSQL.server(1), MYSQL.server(2));
        started = matrix;
        return Stream.concat(
                trials.stream().map(trial -> DynamicTest.dynamicTest(trial.name(), () -> make(trial, matrix))),
                Stream.of(DynamicTest.dynamicTest("nothing is lost or left", () -> assertNothingIsLost(matrix))));
    }

    /** One that fails leaves room for the others. */
    private void make(Trial trial, Matrix matrix) throws Exception {
        assertThat(Chosen.isTimeLeft()).as("there is time for it").isTrue();
        try {
            long repairs = matrix.repairs();
            Trial.Ending ending = trial.run(matrix);
            table.outcome(trial.name(), ending, matrix.repairs() > repairs);
        } catch (Exception | AssertionError e) {
            table.failed(trial.name(), e);
            try {
                matrix.recover();
            } catch (RuntimeException recovery) {
                e.addSuppressed(recovery);
            }
            throw e;
        }
    }

    private void assertNothingIsLost(Matrix matrix) throws Exception {
        WorkloadReport report = matrix.workload().stop();
        AuditReport audit = matrix.workload().audit(matrix.system().auditTarget());
        table.write(report, audit, matrix.intervals());

        assertThat(matrix.intervals().overlaps()).isEmpty();
        assertThat(audit.problems()).isEmpty();
        assertThat(report.violations()).isEmpty();
        assertThat(unexcused(report, matrix)).isEmpty();
        assertThat(Points.all()).containsAll(matrix.passed());
        assertNothingIsLeft(matrix);
    }

    private static List<FailedRequest> unexcused(WorkloadReport report, Matrix matrix) {
        return report.failures().stream()
                .filter(failure -> matrix.outages().stream().noneMatch(outage -> outage.excuses(failure)))
                .toList();
    }

    private static void assertNothingIsLeft(Matrix matrix) throws InterruptedException {
        assertThat(Traces.of(matrix)).noneMatch(trace -> trace.matches("\\S+ tessera_(in|out|stray)_.*"));
        Doctor doctor =
                new Doctor(new MoverContext(matrix.cluster(), MoverProcess.options(), Milestones.none(), "a doctor"));
        assertThat(doctor.examine()).isEmpty();
    }
}
