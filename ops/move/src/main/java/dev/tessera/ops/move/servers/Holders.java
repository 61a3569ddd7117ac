package dev.tessera.ops.move.servers;

import dev.tessera.migrations.SqlSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Who holds tables for longer than a moment, and would make a fence wait: open transactions, backups, prepared XA transactions. Looked for in
 * {@code performance_schema.metadata_locks} twice: what is there both times, from the same statement, lasts.
 */
public final class Holders {
    private static final long A_MOMENT_MILLIS = 60;

    private final SqlSession session;
    private final String schema;
    private final SortedSet<String> tables;

    public Holders(SqlSession session, String schema, SortedSet<String> tables) {
        this.session = session;
        this.schema = schema;
        this.tables = tables;
    }

    /** A sentence for each; empty when a fence has a chance. */
    public List<String> lasting() throws InterruptedException {
        Map<String, String> before = locks();
        Thread.sleep(before.isEmpty() ? 0 : A_MOMENT_MILLIS);
        Map<String, String> lasting = before.isEmpty() ? Map.of() : locks();
        List<String> found = new ArrayList<>();
        lasting.forEach((lock, description) -> {
            if (before.containsKey(lock) && !found.contains(description)) {
                found.add(description);
            }
        });
        found.addAll(preparedTransactions());
        return found;
    }

    /** By what identifies one acquisition of one lock. */
    private Map<String, String> locks() {
        Map<String, String> locks = new LinkedHashMap<>();
        session.query(
                "select concat_ws('/', l.owner_thread_id, l.owner_event_id, l.object_type, l.object_name),"
                        + " l.object_type, l.object_name, t.processlist_id,"
                        + " concat(t.processlist_user, '@', t.processlist_host), t.processlist_time"
                        + " from performance_schema.metadata_locks l"
                        + " join performance_schema.threads t on t.thread_id = l.owner_thread_id"
                        + " where l.lock_status = 'GRANTED' and t.processlist_id <> connection_id() and (l.object_type = 'TABLE'"
                        + " and l.object_schema = ? and l.object_name in (" + names()
                        + ") or l.object_type in ('BACKUP LOCK', 'GLOBAL') and l.lock_type = 'SHARED')",
                row -> locks.put(
                        row.getString(1),
                        describe(row.getString(2), row.getString(3), row.getLong(4), row.getString(5), row.getLong(6))),
                schema);
        return locks;
    }

    private static String describe(String type, String table, long connection, String who, long seconds) {
        String what = "TABLE".equals(type) ? table : type;
        return "connection " + connection + " of " + who + " holds " + what + ", idle or at work for " + seconds + " s";
    }

    private List<String> preparedTransactions() {
        return session.query("xa recover", row -> "prepared XA transaction " + row.getString(4));
    }

    private String names() {
        return tables.stream().map(table -> "'" + table + "'").collect(Collectors.joining(", "));
    }
}
