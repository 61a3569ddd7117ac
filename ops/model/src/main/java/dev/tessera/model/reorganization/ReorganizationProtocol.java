package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Protocol;
import dev.tessera.model.checker.Steps;
import java.util.List;
import java.util.Optional;

/** The protocol of a reorganization, and its invariants. */
public final class ReorganizationProtocol implements Protocol<ReorganizationWorld> {
    private final ReorganizationBounds bounds;

    public ReorganizationProtocol(ReorganizationBounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public ReorganizationWorld first() {
        return ReorganizationWorld.first(bounds);
    }

    @Override
    public String write(ReorganizationWorld state) {
        return state.write();
    }

    @Override
    public ReorganizationWorld read(String state) {
        return ReorganizationWorld.read(bounds, state);
    }

    @Override
    public List<ProtocolStep<ReorganizationWorld>> next(ReorganizationWorld state) {
        Steps<ReorganizationWorld> steps = new Steps<>(state, ReorganizationWorld::copy);
        RouterSteps.of(state, steps);
        ReorganizerSteps.of(state, steps);
        ChildMoverSteps.of(state, steps);
        CompletionSteps.of(state, steps);
        RepairSteps.of(state, steps);
        FaultSteps.of(state, steps);
        return steps.all();
    }

    @Override
    public Optional<String> wrong(ReorganizationWorld state) {
        return ReorganizationRules.wrong(state);
    }

    @Override
    public boolean isGood(ReorganizationWorld state) {
        return ReorganizationRules.isGood(state);
    }
}
