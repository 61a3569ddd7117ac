package dev.tessera.model.changes;

import java.util.EnumSet;
import java.util.Set;

/**
 * How far the model goes.
 *
 * @param acts of all writers
 * @param ticks of the clocks
 * @param bugs rules that are left out
 */
public record ChangeBounds(int acts, int ticks, boolean failover, Set<ChangeBug> bugs) {
    public static ChangeBounds of(int acts, int ticks, boolean failover) {
        return new ChangeBounds(acts, ticks, failover, Set.of());
    }

    public ChangeBounds with(ChangeBug bug) {
        return new ChangeBounds(acts, ticks, failover, EnumSet.of(bug));
    }

    boolean has(ChangeBug bug) {
        return bugs.contains(bug);
    }
}
