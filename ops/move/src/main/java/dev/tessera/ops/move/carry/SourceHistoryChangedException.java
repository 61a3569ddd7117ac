package dev.tessera.ops.move.carry;

/** The source lacks transactions that are applied on the target already: it is another server now, or has lost its end. */
public final class SourceHistoryChangedException extends CarryFailedException {
    public SourceHistoryChangedException(Server source, String missing) {
        super(source + " lacks transactions that are on the target already; missing GTIDs: " + missing);
    }
}
