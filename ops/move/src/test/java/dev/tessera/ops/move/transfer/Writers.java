package dev.tessera.ops.move.transfer;

import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that insert, edit, delete, insert again, change keys and swap unique values in {@code tessera.notes_00000_01023} until its tables are
 * fenced or they are closed.
 */
final class Writers implements AutoCloseable {
    static final String NOTES =
            "create table notes_00000_01023 (id bigint primary key, author varbinary(40) unique, body text not null)";
    private static final int TABLE_MISSING = 1146;
    private static final int KEYS = 3_000;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger commits = new AtomicInteger();
    private volatile boolean closed;

    Writers(MySqlServer source, int count) {
        for (int i = 0; i < count; i++) {
            Random random = new Random(i);
            threads.add(new Thread(() -> write(source, random), "tessera-test-writer-" + i));
        }
        threads.forEach(Thread::start);
    }

    static void fill(MySqlServer source, int rows) {
        source.execute(
                "insert into tessera.notes_00000_01023 with recursive n (i) as (select 1 union all select i + 1 from n"
                        + " where i < 1000) select (a.i - 1) * 1000 + b.i, concat('author ', (a.i - 1) * 1000 + b.i),"
                        + " repeat('text ', 1 + rand() * 40) from n a, n b where a.i <= " + rows / 1000);
    }

    int commits() {
        return commits.get();
    }

    private void write(MySqlServer source, Random random) {
        try (Connection connection = source.connect("tessera");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!closed) {
                try {
                    change(statement, random);
                    connection.commit();
                    commits.incrementAndGet();
                } catch (SQLException e) {
                    connection.rollback();
                    if (e.getErrorCode() == TABLE_MISSING) {
                        return;
                    }
                }
            }
        } catch (SQLException e) {
            // The server went away, as some tests want it to.
        }
    }

    private static void change(Statement statement, Random random) throws SQLException {
        int id = 1 + random.nextInt(KEYS);
        int other = 1 + random.nextInt(KEYS);
        switch (random.nextInt(6)) {
            case 0 ->
                statement.execute("insert into notes_00000_01023 values (" + id + ", 'author " + id + "', 'again')");
            case 1 -> statement.execute("delete from notes_00000_01023 where id = " + id);
            case 2 -> statement.execute("update notes_00000_01023 set id = " + other + " where id = " + id);
            case 3 -> swapAuthors(statement, id, other);
            case 4 -> {
                statement.execute("delete from notes_00000_01023 where id = " + id);
                statement.execute("insert into notes_00000_01023 values (" + id + ", 'author " + other + "', 'back')");
            }
            default ->
                statement.execute("update notes_00000_01023 set body = concat(left(body, 50), '" + id
                        + "') where id between " + id + " and " + (id + 3));
        }
    }

    private static void swapAuthors(Statement statement, int id, int other) throws SQLException {
        statement.execute("select author into @a from notes_00000_01023 where id = " + id);
        statement.execute("select author into @b from notes_00000_01023 where id = " + other);
        statement.execute("update notes_00000_01023 set author = null where id = " + id);
        statement.execute("update notes_00000_01023 set author = @a where id = " + other);
        statement.execute("update notes_00000_01023 set author = @b where id = " + id);
    }

    void awaitEnd() {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        awaitEnd();
    }
}
