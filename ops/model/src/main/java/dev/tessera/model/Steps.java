package dev.tessera.model;

import dev.tessera.model.checker.Protocol.ProtocolStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The possible next steps in a world. */
final class Steps {
    private final World before;
    private final List<ProtocolStep<World>> steps = new ArrayList<>();

    Steps(World before) {
        this.before = before;
    }

    void add(String name, Consumer<World> change) {
        World after = before.copy();
        change.accept(after);
        steps.add(new ProtocolStep<>(name, after));
    }

    List<ProtocolStep<World>> all() {
        return steps;
    }
}
