package dev.tessera.model.reorganization;

import static dev.tessera.model.reorganization.ReorganizationForm.MERGE;
import static dev.tessera.model.reorganization.ReorganizationForm.SHIFT;
import static dev.tessera.model.reorganization.ReorganizationForm.SPLIT;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The checked bounds: each explores some of the events in depth, because all together have too many states. */
public final class ReorganizationBoundsByName {
    private ReorganizationBoundsByName() {}

    /** In the build. */
    static Map<String, ReorganizationBounds> all() {
        Map<String, ReorganizationBounds> all = new LinkedHashMap<>();
        all.put("split beside stalled movers", of(SPLIT, 2, 1, true, 2, 1, 1, false, false, false));
        all.put("merge beside stalled movers", of(MERGE, 2, 1, true, 2, 1, 1, false, false, false));
        all.put("shift, two routers", of(SHIFT, 2, 2, true, 1, 1, 0, false, false, false));
        all.put("split, a child moves on, two routers", of(SPLIT, 1, 2, true, 1, 2, 0, true, false, false));
        all.put("merge, the child moves on, two routers", of(MERGE, 1, 2, true, 1, 1, 0, true, false, false));
        all.put("split, a child moves on beside stalled movers", of(SPLIT, 2, 1, false, 2, 1, 1, true, false, false));
        all.put("split, A fails over", of(SPLIT, 2, 1, false, 1, 1, 0, true, true, false));
        all.put("merge, A fails over", of(MERGE, 2, 1, false, 1, 1, 0, true, true, false));
        all.put("split, A fails over beside stalled movers", of(SPLIT, 1, 1, false, 2, 1, 1, false, true, false));
        all.put("split, the directory is restored", of(SPLIT, 1, 1, false, 2, 1, 0, true, false, true));
        all.put("merge, the directory is restored", of(MERGE, 1, 1, false, 1, 1, 0, true, false, true));
        all.put("split, A fails over and the directory is restored", of(SPLIT, 1, 1, false, 1, 1, 0, true, true, true));
        all.put("merge, A fails over and the directory is restored", of(MERGE, 1, 1, false, 1, 0, 0, true, true, true));
        return all;
    }

    /** By hand. */
    public static Map<String, ReorganizationBounds> large() {
        Map<String, ReorganizationBounds> large = new LinkedHashMap<>(all());
        large.put("split, everything but stalls", of(SPLIT, 1, 1, true, 1, 2, 0, true, true, true));
        large.put("merge, everything but stalls", of(MERGE, 1, 1, true, 1, 2, 0, true, true, true));
        large.put("shift, everything but stalls", of(SHIFT, 1, 1, true, 1, 1, 0, true, true, true));
        large.put("split, three writes", of(SPLIT, 3, 2, true, 2, 1, 1, true, false, false));
        return large;
    }

    private static ReorganizationBounds of(
            ReorganizationForm form,
            int writes,
            int routers,
            boolean units,
            int movers,
            int crashes,
            int stalls,
            boolean childMoves,
            boolean failover,
            boolean restore) {
        return new ReorganizationBounds(
                form, writes, routers, units, movers, crashes, stalls, childMoves, failover, restore, Set.of());
    }
}
