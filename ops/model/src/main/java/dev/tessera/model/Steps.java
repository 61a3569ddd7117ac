package dev.tessera.model;

import dev.tessera.model.checker.Protocol.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What can happen next in a world. */
final class Steps {
    private final World before;
    private final List<Step<World>> steps = new ArrayList<>();

    Steps(World before) {
        this.before = before;
    }

    void add(String name, Consumer<World> change) {
        World after = before.copy();
        change.accept(after);
        steps.add(new Step<>(name, after));
    }

    List<Step<World>> all() {
        return steps;
    }
}
