package dev.tessera.ops.move.transfer.binlog;

import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.spec.BinlogGapException;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.ops.move.transfer.spec.SourceHistoryChangedException;
import java.time.Duration;
import java.util.Optional;

/** What the source has executed and still has binlogs of. Immutable. */
public final class SourceHistory {
    private final ServerLogin source;

    public SourceHistory(ServerLogin source) {
        this.source = source;
    }

    /**
     * @throws SourceHistoryChangedException when it lacks some of the set
     * @throws BinlogGapException when it has purged what comes after the set
     */
    public void requireContains(GtidSet applied) {
        try (DataSession session = DataSession.openBriefly(source)) {
            String missing = session.text("select gtid_subtract('" + applied + "', @@global.gtid_executed)");
            if (!missing.isEmpty()) {
                throw new SourceHistoryChangedException(source, missing);
            }
            String purged = session.text("select gtid_subtract(@@global.gtid_purged, '" + applied + "')");
            if (!purged.isEmpty()) {
                throw new BinlogGapException(source, purged);
            }
        }
    }

    /** How long after the last event in it a binlog is purged; empty when the source purges none by itself. */
    public Optional<Duration> binlogsKept() {
        try (DataSession session = DataSession.openBriefly(source)) {
            long seconds = Long.parseLong(session.text(
                    "select if(@@global.binlog_expire_logs_auto_purge, @@global.binlog_expire_logs_seconds, 0)"));
            return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
        }
    }
}
