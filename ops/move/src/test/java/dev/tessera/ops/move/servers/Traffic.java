package dev.tessera.ops.move.servers;

import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Four connections that run one statement over and over, in autocommit. */
final class Traffic implements AutoCloseable {
    private static final int CONNECTIONS = 4;

    private final Thread[] threads = new Thread[CONNECTIONS];
    private volatile boolean ended;

    private Traffic() {}

    static Traffic on(MySqlServer server, String sql) {
        Traffic traffic = new Traffic();
        for (int i = 0; i < CONNECTIONS; i++) {
            traffic.threads[i] = new Thread(() -> traffic.run(server, sql), "traffic " + i);
            traffic.threads[i].start();
        }
        return traffic;
    }

    private void run(MySqlServer server, String sql) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            while (!ended) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
