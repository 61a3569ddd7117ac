package dev.tessera.model.changes;

import dev.tessera.model.checker.Protocol;
import dev.tessera.model.checker.Steps;
import java.util.List;
import java.util.Optional;

/** The protocol of change numbers: whoever is told that nothing is new knows everything as it is. */
public final class ChangeProtocol implements Protocol<ChangeWorld> {
    private final ChangeBounds bounds;

    public ChangeProtocol(ChangeBounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public ChangeWorld first() {
        return ChangeWorld.first(bounds);
    }

    @Override
    public String write(ChangeWorld state) {
        return state.write();
    }

    @Override
    public ChangeWorld read(String state) {
        return ChangeWorld.read(bounds, state);
    }

    @Override
    public List<ProtocolStep<ChangeWorld>> next(ChangeWorld state) {
        Steps<ChangeWorld> steps = new Steps<>(state, ChangeWorld::copy);
        ThreadWriterSteps.of(state, steps);
        ChangeReaderSteps.of(state, steps);
        ChangeFaultSteps.of(state, steps);
        return steps.all();
    }

    @Override
    public Optional<String> wrong(ChangeWorld state) {
        return state.lacksAChange
                ? Optional.of("a reader is told that nothing is new, and lacks a change")
                : Optional.empty();
    }

    @Override
    public boolean isGood(ChangeWorld state) {
        return state.reader.phase == ChangeReaderState.LOADED
                && state.reader.cursor == state.primary.threadNumber
                && ChangeReaderSteps.knowsAll(state);
    }
}
