package dev.tessera.ops.move.transfer.spec;

/** The binlog holds something that can't be applied exactly. The copy has to be made anew once its cause is gone. */
public class BinlogRefusedException extends TransferFailedException {
    /** @param gtid of the transaction */
    public BinlogRefusedException(String what, String gtid) {
        super(what + " (transaction " + gtid + ")");
    }
}
