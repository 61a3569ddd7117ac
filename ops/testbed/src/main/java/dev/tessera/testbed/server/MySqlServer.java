package dev.tessera.testbed.server;

import dev.tessera.testbed.process.TestbedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * One real MySQL server on 127.0.0.1. Its only account is {@code root} with an empty password and all rights. Port and
 * data stay the same however often it is stopped, killed and started. Methods may be called from any thread, one at a
 * time.
 */
public interface MySqlServer extends AutoCloseable {
    String USER = "root";
    String PASSWORD = "";

    String name();

    String host();

    int port();

    /** For example {@code 8.4.6}. */
    String version();

    /** MySQL's {@code server_uuid}: another data folder, another uuid. */
    String uuid();

    boolean isRunning();

    /** Starts it again after {@link #stop} or {@link #kill}, and returns when it answers. */
    void start();

    /** A clean shutdown. */
    void stop();

    /** kill -9. */
    void kill();

    /** SIGSTOP: connections stay open, new ones are accepted by the kernel, nothing answers. */
    void pause();

    boolean isPaused();

    /** SIGCONT. */
    void unpause();

    /**
     * A full disk, for whatever needs a file larger than that: from now on such a write fails, as long as this server runs.
     *
     * @param bytes more than the server's own files have, which is 32 MiB; its binlogs must stay below it too
     */
    void limitFiles(long bytes);

    /** There is room again. */
    void unlimitFiles();

    /** The end of what the server logged: for the message of a failed test. */
    String errorLog();

    /** Stops it for good; temporary data are deleted. */
    @Override
    void close();

    default void restart() {
        stop();
        start();
    }

    /** For example {@code 127.0.0.1:13306}. */
    default String address() {
        return host() + ":" + port();
    }

    /** Where another server of the testbed reaches it, as a replica does: a container doesn't see the ports of this machine. */
    default String hostForServers() {
        return host();
    }

    /** Belongs to {@link #hostForServers}. */
    default int portForServers() {
        return port();
    }

    default String jdbcUrl() {
        return jdbcUrl("");
    }

    /**
     * Its sessions are what they are on a new server, whatever a test has made of the globals. Without account: give {@link #USER} and
     * {@link #PASSWORD}, or those of an account that the test made.
     */
    default String jdbcUrl(String schema) {
        return TestbedUrl.of(address(), schema);
    }

    default Connection connect() {
        return connect("");
    }

    default Connection connect(String schema) {
        try {
            return DriverManager.getConnection(jdbcUrl(schema), USER, PASSWORD);
        } catch (SQLException e) {
            throw new TestbedException("can't connect to " + name() + " at " + address() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Has it replicate asynchronously, by GTIDs, what the source has and gets, once {@code start replica} says so.
     *
     * @param user of an account on the source
     */
    default void replicateFrom(MySqlServer source, String user, String password) {
        execute("change replication source to source_host = '" + source.hostForServers() + "', source_port = "
                + source.portForServers() + ", source_user = '" + user + "', source_password = '" + password
                + "', source_auto_position = 1, get_source_public_key = 1");
    }

    /** Runs statements one by one, each committed by itself. */
    default void execute(String... statements) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new TestbedException(name() + " at " + address() + ": " + e.getMessage(), e);
        }
    }
}
