package dev.tessera.ops.move.transfer.spec;

/** Changes would be applied to a copy that isn't whole: later ranges would overwrite them with older rows. */
public final class CopyIncompleteException extends TransferFailedException {
    public CopyIncompleteException(TransferSpec transferSpec) {
        super("move " + transferSpec.moveId() + " has not copied all ranges yet: nothing of the binlog may be applied");
    }
}
