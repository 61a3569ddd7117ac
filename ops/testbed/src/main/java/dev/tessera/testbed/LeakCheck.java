package dev.tessera.testbed;

import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class that leaves threads, or connections to servers of the pool, behind: {@code @ExtendWith(LeakCheck.class)}.
 * Threads count if they keep the JVM alive or are known to belong to a thing that must be closed.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Pattern OURS = Pattern.compile("(?i:tessera|hikari|breakable-proxy|binlog|blc-).*");

    private static final String JUNIT = "junit-";

    private static final String SESSIONS = "select id, concat_ws(' ', user, host, db, command, info)"
            + " from performance_schema.processlist"
            + " where id <> connection_id() and user not in ('system user', 'event_scheduler')";

    @Override
    public void beforeAll(ExtensionContext context) {
        store(context)
                .put(LeakCheck.class, new Before(threads(), sessions(context).keys()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Before before = store(context).get(LeakCheck.class, Before.class);
        if (before != null) {
            Eventually.within(
                    GRACE,
                    () -> left(context, before).isEmpty(),
                    () -> "left behind by " + context.getRequiredTestClass().getSimpleName() + ": "
                            + left(context, before));
        }
    }

    private static List<String> left(ExtensionContext context, Before before) {
        List<String> left = new ArrayList<>();
        threads().stream()
                .filter(thread -> !before.threads().contains(thread))
                .forEach(thread -> left.add("thread '" + thread.getName() + "'"));
        sessions(context).since(before.sessions()).forEach(session -> left.add("session of " + session));
        return left;
    }

    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> thread.getName().startsWith(JUNIT)
                || (thread.isDaemon() && !OURS.matcher(thread.getName()).matches()));
        return threads;
    }

    /** A server that a test has left paused would never answer; the next class gets it back in order. */
    private static Sessions sessions(ExtensionContext context) {
        Sessions sessions = new Sessions();
        for (MySqlServer server : ServerPool.of(context).answering()) {
            sessions.addAll(server);
        }
        return sessions;
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(ExtensionContext.Namespace.create(LeakCheck.class, context.getUniqueId()));
    }

    private record Before(Set<Thread> threads, Set<String> sessions) {}

    /** The sessions of several servers, each with what it is known by. */
    private static final class Sessions {
        private final Map<String, String> described = new TreeMap<>();

        void addAll(MySqlServer server) {
            try (Connection connection = server.connect();
                    ResultSet rows = connection.createStatement().executeQuery(SESSIONS)) {
                while (rows.next()) {
                    String key = server.name() + " " + server.uuid() + " " + rows.getString(1);
                    described.put(key, server.name() + ": " + rows.getString(2));
                }
            } catch (SQLException e) {
                throw new TestbedException("can't read the sessions of " + server, e);
            }
        }

        Set<String> keys() {
            return Set.copyOf(described.keySet());
        }

        List<String> since(Set<String> before) {
            return described.entrySet().stream()
                    .filter(session -> !before.contains(session.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }
}
