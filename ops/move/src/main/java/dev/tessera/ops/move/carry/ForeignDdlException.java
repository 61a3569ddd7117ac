package dev.tessera.ops.move.carry;

/** Somebody else's statement changed a carried table itself, or its rows in a way that the binlog doesn't show row by row. */
public final class ForeignDdlException extends BinlogRefusedException {
    public ForeignDdlException(String statement, String gtid) {
        super("a statement on the tables of this move: " + statement, gtid);
    }
}
