package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.ShardName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.LongPredicate;

/**
 * Who holds tables of a server for longer than a moment, and would make a RENAME wait: open transactions, backups, locks on a schema, prepared
 * XA transactions. Looked for in {@code performance_schema.metadata_locks} twice: what is there both times, from the same statement, lasts.
 */
public final class MetadataLockHolders {
    private static final long A_MOMENT_MILLIS = 60;

    private final ShardName shard;
    private final SqlSession session;
    private final List<String> schemas;
    private final SortedSet<String> tables;
    private final LongPredicate own;

    /**
     * @param schemas between which the tables would be renamed; they stand in the first
     * @param own tells of a connection whether it is the mover's: what that holds it gives back by itself
     */
    public MetadataLockHolders(
            ShardName shard, SqlSession session, List<String> schemas, SortedSet<String> tables, LongPredicate own) {
        this.shard = shard;
        this.session = session;
        this.schemas = List.copyOf(schemas);
        this.tables = tables;
        this.own = own;
    }

    /** A sentence for each, with its server; empty when a RENAME has a chance. */
    public List<String> lasting() throws InterruptedException {
        return lasting(List.of(this));
    }

    /** Of several servers, looked at together. */
    public static List<String> lasting(List<MetadataLockHolders> servers) throws InterruptedException {
        List<Map<String, String>> before =
                servers.stream().map(MetadataLockHolders::locks).toList();
        if (before.stream().anyMatch(locks -> !locks.isEmpty())) {
            Thread.sleep(A_MOMENT_MILLIS);
        }
        List<String> found = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            found.addAll(servers.get(i).stillThere(before.get(i)));
            found.addAll(servers.get(i).preparedTransactions());
        }
        return found;
    }

    /** At one look, who may hold it for a moment only: for a RENAME that was just refused. */
    public List<String> now() {
        List<String> found = new ArrayList<>(locks().values());
        found.addAll(preparedTransactions());
        return found;
    }

    private List<String> stillThere(Map<String, String> before) {
        Map<String, String> after = before.isEmpty() ? Map.of() : locks();
        return after.entrySet().stream()
                .filter(lock -> before.containsKey(lock.getKey()))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
    }

    /** By what identifies one acquisition of one lock. */
    private Map<String, String> locks() {
        Map<String, String> locks = new LinkedHashMap<>();
        session
                .query(
                        "select concat_ws('/', l.owner_thread_id, l.owner_event_id, l.object_type, l.object_schema, l.object_name),"
                                + " l.object_type, coalesce(l.object_name, l.object_schema), t.processlist_id,"
                                + " concat(t.processlist_user, '@', t.processlist_host), t.processlist_time"
                                + " from performance_schema.metadata_locks l"
                                + " join performance_schema.threads t on t.thread_id = l.owner_thread_id"
                                + " where l.lock_status = 'GRANTED' and t.processlist_id <> connection_id()"
                                + " and (l.object_type = 'TABLE' and l.object_schema = ? and l.object_name in ("
                                + quoted(tables) + ") or l.object_type = 'SCHEMA' and l.object_schema in ("
                                + quoted(schemas) + ") and l.lock_type <> 'INTENTION_EXCLUSIVE'"
                                + " or l.object_type in ('BACKUP LOCK', 'GLOBAL') and l.lock_type = 'SHARED')",
                        MetadataLockHolders::held,
                        schemas.get(0))
                .stream()
                .filter(held -> !own.test(held.connection()))
                .forEach(held -> locks.put(held.key(), describe(held)));
        return locks;
    }

    private record Held(String key, String type, String name, long connection, String who, long seconds) {}

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getString(5), row.getLong(6));
    }

    private String describe(Held held) {
        String what =
                switch (held.type()) {
                    case "TABLE" -> held.name();
                    case "SCHEMA" -> "schema " + held.name();
                    default -> held.type();
                };
        return "on " + shard + " connection " + held.connection() + " of " + held.who() + " holds " + what
                + ", idle or at work for " + held.seconds() + " s";
    }

    private List<String> preparedTransactions() {
        return session.query("xa recover", row -> "on " + shard + " prepared XA transaction " + row.getString(4));
    }

    private static String quoted(Iterable<String> names) {
        List<String> quoted = new ArrayList<>();
        names.forEach(name -> quoted.add("'" + name + "'"));
        return String.join(", ", quoted);
    }
}
