package dev.tessera.ops.move.carry;

/** Changes would be applied to a copy that isn't whole: later ranges would overwrite them with older rows. */
public final class CopyIncompleteException extends CarryFailedException {
    public CopyIncompleteException(Carriage carriage) {
        super("move " + carriage.moveId() + " has not copied all ranges yet: nothing of the binlog may be applied");
    }
}
