package dev.tessera.ops.move.transfer.apply;

/** Is told of each commit on the target, by the applier's thread. */
@FunctionalInterface
public interface ApplyListener {
    void applied(long transactions, long rowChanges);
}
