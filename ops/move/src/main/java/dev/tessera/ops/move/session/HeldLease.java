package dev.tessera.ops.move.session;

import dev.tessera.ops.move.journal.Lease;
import dev.tessera.ops.move.journal.LeaseKeeper;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import java.time.Duration;

/** Whether the holder of a lease may go on: nobody has taken it over, and nobody has asked it to stop. Thread-safe. */
public final class HeldLease {
    private final LeaseKeeper keeper;
    private volatile boolean stopped;

    HeldLease(LeaseKeeper keeper) {
        this.keeper = keeper;
    }

    Lease lease() {
        return keeper.lease();
    }

    /** Ends long work soon; what was done stays done. */
    public void stop() {
        stopped = true;
    }

    public StopSignal stopSignal() {
        return () -> stopped || !keeper.isHeld();
    }

    /**
     * @throws dev.tessera.ops.move.transfer.spec.LeaseLostException when somebody else has, or may have, the move
     * @throws TransferStoppedException when it shall stop
     */
    public void requireGoingOn() {
        require();
        if (stopped) {
            throw new TransferStoppedException();
        }
    }

    /** @throws dev.tessera.ops.move.transfer.spec.LeaseLostException when somebody else has, or may have, the move */
    public void require() {
        keeper.requireHeld();
    }

    /** How long nobody else can have the move. */
    public Duration left() {
        return keeper.left();
    }
}
