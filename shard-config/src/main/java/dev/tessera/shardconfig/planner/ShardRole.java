package dev.tessera.shardconfig.planner;

/** What a plan is to do with a shard. */
public enum ShardRole {
    /** Shall have its part of the bytes, within the tolerance. */
    BALANCED,
    /** May give and take, but nothing has to change: as far from its part as it is, it may stay. */
    AS_IT_IS,
    /** May give, and takes nothing. */
    CLOSED,
    /** Shall hold nothing. */
    DRAINED;

    boolean takes() {
        return this == BALANCED || this == AS_IT_IS;
    }
}
