package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.DataSession;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a statement of another session is, as its server counts it: pages of all its stages, by
 * {@code performance_schema.events_stages_current}. A server counts only while that consumer is on.
 */
final class StatementProgress {
    private StatementProgress() {}

    /** For example {@code 45 % done, about 130 s left}; empty when the server says nothing. */
    static Optional<String> read(DataSession beside, long connection, Duration soFar) {
        return beside
                .query(
                        "select s.work_completed, s.work_estimated from performance_schema.events_stages_current s"
                                + " join performance_schema.threads t on t.thread_id = s.thread_id"
                                + " where t.processlist_id = " + connection
                                + " and s.work_completed > 0 and s.work_estimated > 0",
                        row -> describe(row.number(0), row.number(1), soFar))
                .stream()
                .findFirst();
    }

    /** The estimate grows while it works, and may be passed. */
    private static String describe(long completed, long estimated, Duration soFar) {
        long done = Math.min(completed, estimated);
        Duration left = soFar.multipliedBy(estimated - done).dividedBy(done);
        return 100 * done / estimated + " % done, about " + left.toSeconds() + " s left";
    }
}
