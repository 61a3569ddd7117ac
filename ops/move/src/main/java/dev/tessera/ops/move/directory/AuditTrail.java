package dev.tessera.ops.move.directory;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who did what, and when. Thread-safe. */
public final class AuditTrail {
    private final Directory directory;
    private final String audit;

    public AuditTrail(Directory directory) {
        this.directory = directory;
        this.audit = directory.table("audit");
    }

    public void record(String who, String action, String what) {
        directory.update(
                "insert into " + audit + " (at, who, action, details)"
                        + " values (utc_timestamp(3), ?, ?, json_object('what', ?))",
                who,
                action,
                what);
    }

    /** The last entries, the newest at the end. */
    public List<AuditEntry> last(int count) {
        List<AuditEntry> entries = new ArrayList<>(directory.query(
                "select audit_id, at, who, action, coalesce(details, json_object()) from " + audit
                        + " order by audit_id desc limit " + count,
                row -> new AuditEntry(
                        row.getLong(1),
                        row.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5))));
        Collections.reverse(entries);
        return entries;
    }
}
