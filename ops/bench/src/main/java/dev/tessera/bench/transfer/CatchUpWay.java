package dev.tessera.bench.transfer;

import java.sql.SQLException;

/** One of the ways to catch up that are compared. */
interface CatchUpWay {
    /** Brings the target to where the source was before the backlog. */
    void prepare() throws SQLException;

    /** Returns when all of the backlog is committed on the target. */
    void catchUp() throws SQLException;

    /** Leaves a target that follows nobody. */
    default void end() {}

    /** The table that has caught up. */
    String table();
}
