package dev.tessera.bench.soak.audit;

import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.repair.Doctor;
import dev.tessera.ops.move.repair.Finding;
import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The findings of doctor, and schemas that should not exist. */
final class DoctorFindings {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final SoakCluster cluster;

    DoctorFindings(SoakCluster cluster) {
        this.cluster = cluster;
    }

    /** What agents haven't put right in time. */
    List<String> findings(Duration timeout) throws InterruptedException {
        Doctor doctor =
                new Doctor(new MoverContext(cluster.opsCluster(), MoveOptions.defaults(), Milestones.none(), "soak"));
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Finding> findings = doctor.examine();
        while (!findings.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            findings = doctor.examine();
        }
        return findings.stream()
                .map(finding -> finding.rule() + ": " + finding.text())
                .toList();
    }

    /** Tables of a bucket that were live beside its home: nothing but that makes such a schema here. */
    List<String> strays() {
        return schemas("^tessera_stray_");
    }

    /** Of moves that are over. */
    List<String> leftovers() {
        return schemas("^tessera_(in|out|stray)_");
    }

    private List<String> schemas(String pattern) {
        List<String> found = new ArrayList<>();
        for (MySqlServer shard : cluster.shards()) {
            String sql =
                    "select schema_name from information_schema.schemata where schema_name regexp '" + pattern + "'";
            try (Connection connection = shard.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    found.add(rows.getString(1) + " on " + shard.name());
                }
            } catch (SQLException e) {
                throw new TestbedException("the schemas of " + shard.name(), e);
            }
        }
        return found;
    }
}
