package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.Names;
import dev.tessera.ops.move.transfer.rows.StatementBytes;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import java.util.List;

/**
 * How far the copy is, on the target beside the rows: one row for each range. A range's progress commits with the rows it covers.
 * Immutable.
 */
public final class RangeLedger {
    private final String table;

    public RangeLedger(TransferSpec transferSpec) {
        table = Names.quoted(transferSpec.targetSchema(), "transfer_ranges");
    }

    void create(DataSession target) {
        target.execute("create table if not exists " + table
                + " (table_name varchar(64) character set ascii collate ascii_bin not null, range_number int not null,"
                + " bounds longblob not null, copied_to longblob null comment 'the condition of what comes after it',"
                + " finished boolean not null, primary key (table_name, range_number)) engine = innodb");
    }

    /** In the order of the key; empty when the table's ranges aren't planned yet. */
    List<KeyRange> ranges(DataSession target, TableShape shape, String source) {
        return target.query(
                "select range_number, bounds, copied_to, finished from " + table + " where table_name = '" + source
                        + "' order by range_number",
                row -> new KeyRange(
                        shape,
                        source,
                        (int) row.number(0),
                        String.valueOf(row.byteText(1)),
                        row.byteText(2),
                        row.number(3) == 1));
    }

    void plan(DataSession target, List<KeyRange> ranges) {
        for (KeyRange range : ranges) {
            target.update(new StatementBytes()
                    .append("insert into " + table + " values ('" + range.source() + "', " + range.number() + ", ")
                    .quoted(range.bounds())
                    .append(", null, false)"));
        }
    }

    void record(DataSession target, KeyRange range) {
        StatementBytes sql = new StatementBytes()
                .append("update " + table + " set finished = " + range.finished() + ", copied_to = ");
        String after = range.after();
        if (after == null) {
            sql.append("null");
        } else {
            sql.quoted(after);
        }
        target.update(sql.append(" where table_name = '" + range.source() + "' and range_number = " + range.number()));
    }

    /** True when every table was planned and every range is copied. */
    public boolean isComplete(DataSession target, int tables) {
        return isThere(target)
                && target.one(
                        "select count(distinct table_name) = " + tables + " and min(finished) = 1 from " + table,
                        row -> row.number(0) == 1);
    }

    private boolean isThere(DataSession target) {
        String schema = table.substring(1, table.indexOf('`', 1));
        return target.one(
                "select count(*) from information_schema.tables where table_schema = '" + schema
                        + "' and table_name = 'transfer_ranges'",
                row -> row.number(0) == 1);
    }
}
