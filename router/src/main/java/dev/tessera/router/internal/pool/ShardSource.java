package dev.tessera.router.internal.pool;

import dev.tessera.router.internal.failure.SessionRefusedException;
import dev.tessera.router.internal.failure.UnknownServerException;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.redaction.SafeSqlException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to one shard and checks which server answers: an unknown server, for example after a failover or a restore, may hold
 * buckets that are elsewhere, so nothing is read or written there. The same query checks the session ({@link AppSession}).
 */
public final class ShardSource implements DataSource {
    private static final int CLOSING_POOL_WAITS_SECONDS = 2;

    private final String url;
    private final String user;
    private final String password;
    private volatile Set<String> known;
    private volatile boolean closed;

    public ShardSource(String url, String user, String password, Set<String> known) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.known = Set.copyOf(known);
    }

    /** @param servers the {@code server_uuid}s that are the shard from now on */
    void trust(Set<String> servers) {
        known = Set.copyOf(servers);
    }

    /** From now on no connection is opened, those under way included: a pool that is closed would forget to close them. */
    void close() {
        closed = true;
    }

    /**
     * @throws UnknownServerException when it isn't the shard that answered
     * @throws SessionRefusedException when the session can't be used
     */
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = DriverManager.getConnection(url, user, password);
        try {
            AppSession session = AppSession.of(connection);
            if (!known.contains(session.serverUuid())) {
                throw new UnknownServerException(session.serverUuid());
            }
            session.require(BucketTables.LIVE_SCHEMA);
            if (closed) {
                throw new SafeSqlException("nobody waits for this connection any more");
            }
            return connection;
        } catch (SQLException failure) {
            connection.abort(Runnable::run);
            throw failure;
        }
    }

    @Override
    public Connection getConnection(@Nullable String otherUser, @Nullable String otherPassword) throws SQLException {
        throw new SQLFeatureNotSupportedException("the router has one account");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // Nothing is logged here.
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("stands in the URL");
    }

    /** So long a pool that closes waits for the connection that it is opening. */
    @Override
    public int getLoginTimeout() {
        return CLOSING_POOL_WAITS_SECONDS;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("logs through slf4j");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
