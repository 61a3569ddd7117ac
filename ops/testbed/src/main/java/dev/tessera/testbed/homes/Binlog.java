package dev.tessera.testbed.homes;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.GtidEventData;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.NullEventDataDeserializer;
import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The binlog of a server from some moment on, read after the fact; for the names of live tables alone. */
final class Binlog {
    private static final Set<EventType> READ =
            Set.of(EventType.ROTATE, EventType.FORMAT_DESCRIPTION, EventType.GTID, EventType.QUERY);
    /** Held here, or its level would be forgotten. It tells of every connection. */
    private static final Logger LOG = Logger.getLogger(BinaryLogClient.class.getName());

    private static final long READER = 4_200_000_001L;

    static {
        LOG.setLevel(Level.SEVERE);
    }

    private final MySqlServer server;
    private final String file;
    private final long position;

    private Binlog(MySqlServer server, String file, long position) {
        this.server = server;
        this.file = file;
        this.position = position;
    }

    static Binlog fromNowOn(MySqlServer server) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(statusOf(server))) {
            row.next();
            return new Binlog(server, row.getString(1), row.getLong(2));
        } catch (SQLException e) {
            throw new TestbedException("where the binlog of " + server.name() + " stands", e);
        }
    }

    private static String statusOf(MySqlServer server) {
        return server.version().startsWith("8.0") ? "show master status" : "show binary log status";
    }

    MySqlServer server() {
        return server;
    }

    /** Every change of what is live, in commit order. */
    List<LiveRename> renames() {
        Collector collector = new Collector();
        BinaryLogClient client =
                new BinaryLogClient(server.host(), server.port(), MySqlServer.USER, MySqlServer.PASSWORD);
        client.setServerId(READER);
        client.setBinlogFilename(file);
        client.setBinlogPosition(position);
        client.setBlocking(false);
        client.setKeepAlive(false);
        client.setEventDeserializer(deserializer());
        client.registerEventListener(collector);
        try {
            client.connect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return collector.statements.stream()
                .flatMap(statement -> LiveRename.of(statement.schema(), statement.sql(), statement.micros()).stream())
                .toList();
    }

    private static EventDeserializer deserializer() {
        EventDeserializer deserializer = new EventDeserializer();
        for (EventType type : EventType.values()) {
            if (!READ.contains(type)) {
                deserializer.setEventDataDeserializer(type, new NullEventDataDeserializer());
            }
        }
        return deserializer;
    }

    private record Stated(String schema, String sql, long micros) {}

    /** A statement follows the GTID event with its time. What is thrown here the client would swallow: read later. */
    private static final class Collector implements BinaryLogClient.EventListener {
        private final List<Stated> statements = new ArrayList<>();
        private long micros;

        @Override
        public void onEvent(Event event) {
            EventData data = event.getData();
            if (data instanceof GtidEventData transaction) {
                micros = transaction.getImmediateCommitTimestamp();
            } else if (data instanceof QueryEventData query) {
                statements.add(new Stated(query.getDatabase(), query.getSql(), micros));
            }
        }
    }
}
