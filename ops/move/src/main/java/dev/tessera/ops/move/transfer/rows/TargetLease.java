package dev.tessera.ops.move.transfer.rows;

import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.shardconfig.BucketTables;
import java.util.List;

/** The row on the target that says which mover may commit there. Immutable. */
public final class TargetLease {
    private final TransferSpec transferSpec;
    private final String question;

    public TargetLease(TransferSpec transferSpec) {
        this.transferSpec = transferSpec;
        question = "select epoch from " + Names.quoted(BucketTables.REGISTRY_SCHEMA, "move_leases")
                + " where move_id = " + transferSpec.moveId() + " for share";
    }

    /**
     * Commits the work if the lease is still ours. The lock on its row makes who takes over wait for this commit, and this commit see
     * who took over.
     *
     * @throws LeaseLostException before anything is written
     */
    public void commit(DataSession target, Runnable work) {
        target.inTransaction(() -> {
            check(target);
            work.run();
        });
    }

    /**
     * To be asked first in a transaction on the target, which holds the lock until it ends.
     *
     * @throws LeaseLostException when somebody else has it
     */
    public void check(DataSession target) {
        List<Long> epochs = target.query(question, row -> row.number(0));
        if (epochs.isEmpty()) {
            throw new LeaseLostException(transferSpec, null);
        }
        if (epochs.get(0) != transferSpec.leaseEpoch()) {
            throw new LeaseLostException(transferSpec, epochs.get(0));
        }
    }
}
