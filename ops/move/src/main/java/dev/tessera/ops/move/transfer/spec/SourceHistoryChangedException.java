package dev.tessera.ops.move.transfer.spec;

/** The source lacks transactions that are applied on the target already: it is another server now, or has lost its end. */
public final class SourceHistoryChangedException extends TransferFailedException {
    private static final int SHOWN = 120;

    public SourceHistoryChangedException(ServerLogin source, String missing) {
        super(source
                + " lacks transactions that are on the target already: RESET BINARY LOGS AND GTIDS was said there, or it was restored, or"
                + " another server answers at its address; abort the move and start it again; missing GTIDs: "
                + (missing.length() <= SHOWN ? missing : missing.substring(0, SHOWN) + "..."));
    }
}
