package dev.tessera.ops.move.transfer.apply;

import dev.tessera.ops.move.transfer.binlog.GtidSet;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.Names;
import dev.tessera.ops.move.transfer.rows.TargetLease;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import java.util.List;
import java.util.Optional;

/** Which transactions of the source are on the target: one row beside the bucket's tables, committed with the rows. Immutable. */
public final class PositionTable {
    private final String table;

    public PositionTable(TransferSpec transferSpec) {
        table = Names.quoted(transferSpec.targetSchema(), "transfer_position");
    }

    public void create(DataSession target) {
        target.execute("create table if not exists " + table
                + " (id tinyint not null, gtid_set longtext character set ascii not null, row_changes bigint not null,"
                + " primary key (id)) engine = innodb");
    }

    public Optional<GtidSet> read(DataSession target) {
        List<String> sets = target.query("select gtid_set from " + table + " where id = 1", row -> row.text(0));
        return sets.stream().findFirst().map(GtidSet::parse);
    }

    /** Where it begins, durably; returns the same. */
    public GtidSet begin(DataSession target, TargetLease lease, GtidSet start) {
        lease.commit(target, () -> write(target, start, 0));
        return start;
    }

    /** Within a transaction of its caller. */
    void write(DataSession target, GtidSet applied, long moreChanges) {
        target.update("insert into " + table + " values (1, '" + applied + "', " + moreChanges
                + ") as new on duplicate key update gtid_set = new.gtid_set, row_changes = " + table
                + ".row_changes + new.row_changes");
    }
}
