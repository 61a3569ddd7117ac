package dev.tessera.ops.move.transfer.spec;

import dev.tessera.shardconfig.redaction.StatementSummary;

/** Somebody else's statement changed a carried table itself, or its rows in a way that the binlog doesn't show row by row. */
public final class ForeignDdlException extends BinlogRefusedException {
    /** @param statement as the binlog has it; literals of people aren't repeated */
    public ForeignDdlException(String statement, String gtid) {
        super("a statement on the tables of this move: " + StatementSummary.of(statement), gtid);
    }
}
