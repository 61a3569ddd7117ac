package dev.tessera.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * The bounds of the model. Events without a bound may happen any number of times.
 *
 * @param writes acknowledged to clients, all of one row: each makes its next version
 * @param movers processes that work at the move, one after the other or, after a stall, at the same time
 * @param second what follows the first move
 * @param streams of the reverse replication, stalled ones included
 * @param crashes of movers
 * @param stalls how often somebody is taken for dead who isn't
 * @param restarts of the mysqld of a shard
 * @param failover of shard A to a replica that lacks the fence
 * @param restore of the directory from a backup made at any time
 */
public record Bounds(
        int writes,
        int movers,
        Second second,
        int streams,
        int crashes,
        int stalls,
        int restarts,
        boolean failover,
        boolean restore,
        Set<Bug> bugs) {
    /** What follows the first move. */
    public enum Second {
        NOTHING,
        /** Back by the originals; given up once, too. */
        REVERSE,
        /** Back by a copy, which closes the reverse replication. */
        COPY
    }

    public Bounds {
        bugs = Set.copyOf(bugs);
    }

    public Bounds with(Bug bug) {
        return new Bounds(
                writes, movers, second, streams, crashes, stalls, restarts, failover, restore, EnumSet.of(bug));
    }

    boolean has(Bug bug) {
        return bugs.contains(bug);
    }
}
