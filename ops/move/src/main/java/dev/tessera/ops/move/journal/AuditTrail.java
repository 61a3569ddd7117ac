package dev.tessera.ops.move.journal;

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
}
