package dev.tessera.ops.move.session;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.LeaseKeeper;
import dev.tessera.ops.move.journal.LeaseTerm;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.move.MoveStepState;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries out the steps of one move: acts on servers, and writes to the directory. On either side of each is a milestone, at which tests kill the
 * mover. Not thread-safe.
 */
public final class StepJournal {
    private final Cluster cluster;
    private final MoveOptions options;
    private final Milestones milestones;
    private final LeaseKeeper keeper;
    private final HeldLease held;

    StepJournal(MoverContext context, LeaseKeeper keeper, HeldLease held) {
        this.cluster = context.cluster();
        this.options = context.options();
        this.milestones = context.milestones();
        this.keeper = keeper;
        this.held = held;
    }

    /** An act outside the directory, written down before and after. */
    public void act(MoveStepName name, Runnable act) {
        held.requireGoingOn();
        write(name, MoveStepState.BEGUN, Optional.empty());
        silently(name, () -> {
            act.run();
            return name;
        });
        write(name, MoveStepState.DONE, Optional.empty());
    }

    /** An act for which there is no time to write anything. */
    public <T> T silently(MoveStepName name, Supplier<T> act) {
        held.require();
        return underLocks(name, act);
    }

    /** One that goes back, and waits for nothing else: the locks alone protect it, since who takes the move over ends their sessions first. */
    public <T> T underLocks(MoveStepName name, Supplier<T> act) {
        milestones.reached(name.text() + ":before-act");
        T result = act.get();
        milestones.reached(name.text() + ":after-act");
        return result;
    }

    /** A line of the journal. */
    public void write(MoveStepName name, MoveStepState state, Optional<String> note) {
        record(name.text() + "-" + state.text(), () -> cluster.journal()
                .recordStep(keeper.lease(), readPhase(), name, state, note));
    }

    private MovePhase readPhase() {
        return cluster.journal().get(keeper.lease().moveId()).phase();
    }

    /** A write to the directory. */
    public void record(MoveStepName name, Runnable write) {
        record(name.text(), write);
    }

    private void record(String name, Runnable write) {
        milestones.reached(name + ":before-journal");
        write.run();
        milestones.reached(name + ":after-journal");
    }

    /** A write to the directory by which the bucket is said to be between two homes: the lease is a short one from then on. */
    public void recordCutover(MoveStepName name, Consumer<LeaseTerm> write) {
        record(name, () -> keeper.change(options.leaseTerm().inCutover(), write));
    }

    /** A write to the directory by which the bucket is said to have a home again: the lease is as long as before. */
    public void recordHome(MoveStepName name, Consumer<LeaseTerm> write) {
        record(name, () -> lengthenLease(write));
    }

    /** @param write tells the directory that the bucket has a home again */
    public void lengthenLease(Consumer<LeaseTerm> write) {
        keeper.change(options.leaseTerm(), write);
    }

    public void transition(MovePhase from, MovePhase to) {
        record("phase-" + to, () -> cluster.journal().transition(keeper.lease(), from, to));
    }
}
