package dev.tessera.model.checker;

import dev.tessera.model.checker.Protocol.ProtocolStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The possible next steps from a state.
 *
 * @param <S> a state that can be changed
 */
public final class Steps<S> {
    private final S before;
    private final UnaryOperator<S> copier;
    private final List<ProtocolStep<S>> steps = new ArrayList<>();

    public Steps(S before, UnaryOperator<S> copier) {
        this.before = before;
        this.copier = copier;
    }

    /** @param change of a copy of the state */
    public void add(String name, Consumer<S> change) {
        S after = copier.apply(before);
        change.accept(after);
        steps.add(new ProtocolStep<>(name, after));
    }

    public List<ProtocolStep<S>> all() {
        return List.copyOf(steps);
    }
}
