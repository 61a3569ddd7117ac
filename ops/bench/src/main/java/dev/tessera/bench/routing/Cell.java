package dev.tessera.bench.routing;

import dev.tessera.bench.routing.sides.Kind;
import dev.tessera.bench.routing.sides.SideKind;

/** What was measured of one kind at one number of threads. */
record Cell(Kind kind, int threads, Rounds<SideKind> rounds) {
    @Override
    public String toString() {
        return kind + " x " + threads;
    }
}
