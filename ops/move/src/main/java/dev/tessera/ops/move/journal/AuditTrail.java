package dev.tessera.ops.move.journal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Who did what, and when. Thread-safe. */
public final class AuditTrail {
    /** One line of it. */
    public record Entry(Instant at, String who, String action, String what) {}

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

    /** The newest first. */
    public List<Entry> newest(int limit) {
        return directory.query(
                "select at, who, action, coalesce(json_unquote(json_extract(details, '$.what')), '') from " + audit
                        + " order by audit_id desc limit " + limit,
                row -> new Entry(
                        row.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4)));
    }
}
