package dev.tessera.shardconfig;

/** What the directory says of a bucket at its home. */
public enum PlacementState {
    /** Its tables are being made for the first time; nothing is served. */
    CREATING,
    /** Served at its home. */
    LIVE,
    /** Between two homes: a 1146 is expected, and passes. */
    CUTOVER
}
