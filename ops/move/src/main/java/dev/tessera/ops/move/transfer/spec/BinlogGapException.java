package dev.tessera.ops.move.transfer.spec;

/** The source no longer has binlogs that the catch-up still needs: the copy has to be made anew. */
public final class BinlogGapException extends TransferFailedException {
    public BinlogGapException(ServerLogin source, String missing) {
        super(source + " has purged binlogs that this move still needs; missing GTIDs: " + missing);
    }
}
