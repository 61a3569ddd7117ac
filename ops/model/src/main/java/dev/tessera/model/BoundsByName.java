package dev.tessera.model;

import dev.tessera.model.Bounds.Second;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The checked bounds: each explores some of the events in depth, because all together have too many states. */
final class BoundsByName {
    private BoundsByName() {}

    /** In the build. */
    static Map<String, Bounds> all() {
        Map<String, Bounds> all = new LinkedHashMap<>();
        all.put("there, with zombies", new Bounds(2, 2, Second.NOTHING, 0, 1, 1, 0, false, false, Set.of()));
        all.put("there, a mysqld restarts", new Bounds(2, 1, Second.NOTHING, 0, 1, 0, 1, false, false, Set.of()));
        all.put("there, A fails over", new Bounds(2, 2, Second.NOTHING, 0, 1, 1, 0, true, false, Set.of()));
        all.put(
                "there and back by the originals",
                new Bounds(2, 1, Second.REVERSE, 1, 1, 1, 0, false, false, Set.of()));
        all.put(
                "back beside zombies of the stream",
                new Bounds(2, 1, Second.REVERSE, 2, 0, 1, 0, false, false, Set.of()));
        all.put("there and back by a copy", new Bounds(2, 1, Second.COPY, 0, 1, 0, 0, false, false, Set.of()));
        all.put("the directory is restored", new Bounds(1, 1, Second.COPY, 0, 1, 0, 0, false, true, Set.of()));
        return all;
    }

    /** By hand. */
    static Map<String, Bounds> large() {
        Map<String, Bounds> large = new LinkedHashMap<>(all());
        large.put("there and back, with zombies", new Bounds(2, 2, Second.REVERSE, 1, 1, 1, 0, false, false, Set.of()));
        large.put("there, everything", new Bounds(2, 2, Second.NOTHING, 0, 1, 1, 1, true, true, Set.of()));
        large.put("three writes", new Bounds(3, 2, Second.NOTHING, 0, 1, 1, 0, false, false, Set.of()));
        return large;
    }
}
