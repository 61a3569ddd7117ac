package dev.tessera.model.reorganization;

import java.util.EnumSet;
import java.util.Set;

/**
 * The bounds of the model. Events without a bound may happen any number of times.
 *
 * @param writes acknowledged to clients, each of one slot's row
 * @param routers the second has slept since the slots were cut as the children will be, long ago
 * @param units clients read all slots in one unit of work, too
 * @param movers processes that work at the reorganization, one after the other or, after a stall, at the same time
 * @param crashes of movers
 * @param stalls how often somebody is taken for dead who isn't
 * @param childMoves a child is moved on to the other shard
 * @param failover of shard A to a replica that lags
 * @param restore of the directory from a backup made at any time
 */
public record ReorganizationBounds(
        ReorganizationForm form,
        int writes,
        int routers,
        boolean units,
        int movers,
        int crashes,
        int stalls,
        boolean childMoves,
        boolean failover,
        boolean restore,
        Set<ReorganizationBug> bugs) {
    public ReorganizationBounds {
        bugs = Set.copyOf(bugs);
    }

    public ReorganizationBounds with(ReorganizationBug bug) {
        return new ReorganizationBounds(
                form, writes, routers, units, movers, crashes, stalls, childMoves, failover, restore, EnumSet.of(bug));
    }

    boolean has(ReorganizationBug bug) {
        return bugs.contains(bug);
    }
}
