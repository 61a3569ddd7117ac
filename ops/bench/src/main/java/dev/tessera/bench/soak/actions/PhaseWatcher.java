package dev.tessera.bench.soak.actions;

import dev.tessera.bench.soak.plan.MovePoint;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Watches the directory, without the network faults, until a move reaches a point. Thread-safe. */
final class PhaseWatcher {
    private static final Duration TIMEOUT = Duration.ofSeconds(25);
    private static final long BETWEEN_LOOKS_MILLIS = 3;
    private static final long BEFORE_RETRY_MILLIS = 100;
    private static final String TIMEOUTS = "&connectTimeout=1500&socketTimeout=1500";
    private static final String AT_WORK = "select move_id, source, target, lease_holder from moves m where phase = ?"
            + " and lease_until > utc_timestamp(3)";
    private static final String IN_CUTOVER =
            " and exists (select 1 from placements p where p.bucket = m.bucket and p.state = 'cutover')";

    private final MySqlServer directory;
    private final String schema;
    private final CountDownLatch over;

    PhaseWatcher(MySqlServer directory, String schema, CountDownLatch over) {
        this.directory = directory;
        this.schema = schema;
        this.over = over;
    }

    /** Empty when none has come there in time. */
    Optional<ObservedPhase> await(MovePoint point) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (System.nanoTime() < deadline && over.getCount() > 0) {
            try (Connection connection = DriverManager.getConnection(url(), MySqlServer.USER, MySqlServer.PASSWORD);
                    PreparedStatement look = connection.prepareStatement(sql(point))) {
                look.setString(1, phase(point));
                Optional<ObservedPhase> spotted = look(look, deadline);
                if (spotted.isPresent()) {
                    return spotted;
                }
            } catch (SQLException away) {
                Thread.sleep(BEFORE_RETRY_MILLIS);
            }
        }
        return Optional.empty();
    }

    private Optional<ObservedPhase> look(PreparedStatement look, long deadline)
            throws SQLException, InterruptedException {
        while (System.nanoTime() < deadline && !over.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
            try (ResultSet rows = look.executeQuery()) {
                if (rows.next()) {
                    return Optional.of(ObservedPhase.read(rows));
                }
            }
        }
        return Optional.empty();
    }

    private String url() {
        return directory.jdbcUrl(schema) + TIMEOUTS;
    }

    private static String phase(MovePoint point) {
        return point == MovePoint.FENCED ? "cutover" : point.name().toLowerCase(Locale.ROOT);
    }

    private static String sql(MovePoint point) {
        return point == MovePoint.FENCED ? AT_WORK + IN_CUTOVER : AT_WORK;
    }
}
