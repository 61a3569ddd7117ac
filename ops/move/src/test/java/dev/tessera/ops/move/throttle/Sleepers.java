package dev.tessera.ops.move.throttle;

import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Sessions that are at work without costing anything: each sleeps on the server, over and over. */
public final class Sleepers implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    private Sleepers() {}

    public static Sleepers on(MySqlServer server, int count) {
        return on(server, count, MySqlServer.USER, MySqlServer.PASSWORD);
    }

    static Sleepers on(MySqlServer server, int count, String user, String password) {
        Sleepers sleepers = new Sleepers();
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> sleepers.run(server, user, password), "sleeper " + i);
            sleepers.threads.add(thread);
            thread.start();
        }
        return sleepers;
    }

    private void run(MySqlServer server, String user, String password) {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), user, password);
                Statement statement = connection.createStatement()) {
            while (!ended) {
                statement.execute("do sleep(0.2)");
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
