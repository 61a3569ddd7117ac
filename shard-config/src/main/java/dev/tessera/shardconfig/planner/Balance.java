package dev.tessera.shardconfig.planner;

/** How well a plan balances. */
public enum Balance {
    /** Every shard that shall be balanced is within the tolerance of its part. */
    WITHIN,
    /** No assignment is, and the plan says why. */
    IMPOSSIBLE,
    /** Some shard isn't: buckets are too coarse for the tolerance, or limits are in the way, and nothing better was found. */
    COARSE
}
