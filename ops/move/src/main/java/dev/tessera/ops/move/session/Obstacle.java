package dev.tessera.ops.move.session;

import java.util.Optional;

/** Carries out of an act what speaks against going on. */
public final class Obstacle {
    private Optional<String> why = Optional.empty();

    public void is(Optional<String> found) {
        why = found;
    }

    public Optional<String> why() {
        return why;
    }
}
