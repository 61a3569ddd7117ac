package dev.tessera.ops.move.phases;

import java.util.Optional;

/** Carries out of an act what speaks against going on. */
final class Obstacle {
    private Optional<String> why = Optional.empty();

    void is(Optional<String> found) {
        why = found;
    }

    Optional<String> why() {
        return why;
    }
}
