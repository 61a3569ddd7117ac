package dev.tessera.ops.move.transfer.apply;

import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.TargetLease;

/**
 * A transaction on the target that is written in parts: one transaction of the source, too large to be held whole. Nobody sees any of it before it is
 * committed with the position behind it. Not thread-safe.
 */
final class OpenTransaction {
    private final DataSession target;
    private final TargetLease lease;
    private boolean open;
    private long changes;

    OpenTransaction(DataSession target, TargetLease lease) {
        this.target = target;
        this.lease = lease;
    }

    boolean isOpen() {
        return open;
    }

    /** How many row changes are written in it. */
    long changes() {
        return changes;
    }

    /** @throws dev.tessera.ops.move.transfer.spec.LeaseLostException before anything is written */
    void write(ChangeBatch batch, ImageWriter writer) {
        if (!open) {
            target.execute("start transaction");
            open = true;
            lease.check(target);
        }
        batch.forEachTable(writer::write);
        changes += batch.changes();
    }

    void commit() {
        target.execute("commit");
        end();
    }

    /** All of it comes again. */
    void rollback() {
        if (open) {
            target.execute("rollback");
            end();
        }
    }

    private void end() {
        open = false;
        changes = 0;
    }
}
