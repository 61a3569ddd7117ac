package dev.tessera.shardconfig.session;

/** The purpose of a session, which decides the pinned variables and their values. */
public enum SessionPurpose {
    /** The app's statements on rows, in pools: an account that may change rows and nothing else. Benchmarks that stand beside it too. */
    APP,
    /** What shardctl, agent, migrations and movers say to catalogs, directory and registries, DDL included. */
    OPERATOR,
    /** Rows transferred as bytes from one server to another. */
    TRANSFER,
    /** What asks a server for its binlog: few statements, before the stream begins. */
    STREAM,
    /** The testbed's own look at a server, whatever a test has set there. */
    TESTBED
}
