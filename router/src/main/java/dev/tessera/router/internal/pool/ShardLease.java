package dev.tessera.router.internal.pool;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection to a shard, lent to one attempt. */
public final class ShardLease implements AutoCloseable {
    private final ShardPool pool;
    private final Connection connection;
    private final TransactionClock clock;
    private final long since = System.nanoTime();
    private boolean usable;

    ShardLease(ShardPool pool, Connection connection, TransactionClock clock) {
        this.pool = pool;
        this.connection = connection;
        this.clock = clock;
    }

    public Connection connection() {
        return connection;
    }

    public TransactionClock clock() {
        return clock;
    }

    /** By {@link System#nanoTime}. */
    long since() {
        return since;
    }

    /** The session is as good as new; otherwise the connection is thrown away. */
    public void markUsable() {
        usable = true;
    }

    /** Breaks the connection under whoever waits for its answer. Returns at once: over TLS closing it may wait for the server. */
    void abort() {
        try {
            connection.abort(closing -> {
                Thread thread = new Thread(closing, "tessera-abort-" + pool.shard());
                thread.setDaemon(true);
                thread.start();
            });
        } catch (SQLException alreadyBroken) {
            // Whoever waits for it knows by now.
        }
    }

    @Override
    public void close() {
        pool.giveBack(this, usable);
    }
}
