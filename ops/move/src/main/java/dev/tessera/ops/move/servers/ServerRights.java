package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.ShardName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the operator's account must be allowed to on a server that takes part in a move. */
final class ServerRights {
    private static final List<String> NEEDED = List.of(
            "ALTER",
            "CREATE",
            "DELETE",
            "DROP",
            "INSERT",
            "PROCESS",
            "REPLICATION CLIENT",
            "REPLICATION SLAVE",
            "SELECT",
            // Whoever lacks it sees no trigger.
            "TRIGGER",
            "UPDATE",
            "CONNECTION_ADMIN",
            "XA_RECOVER_ADMIN");

    private static final List<String> FOR_THE_APP = List.of("DELETE", "INSERT", "SELECT", "UPDATE");

    private ServerRights() {}

    static List<String> problems(ShardName shard, SqlSession session) {
        return lacking(NEEDED, granted(session), shard);
    }

    /** Of a server that shall be made a shard: there the app's account is made as well, and given its rights. */
    static List<String> problemsOfNewShard(ShardName shard, SqlSession session) {
        Map<String, Boolean> granted = granted(session);
        List<String> needed = new ArrayList<>(NEEDED);
        needed.add("CREATE USER");
        List<String> problems = new ArrayList<>(lacking(needed, granted, shard));
        List<String> notPassedOn = FOR_THE_APP.stream()
                .filter(right -> !granted.getOrDefault(right, true))
                .toList();
        if (!notPassedOn.isEmpty()) {
            problems.add("the operator's account can't give the app the right to " + String.join(", ", notPassedOn)
                    + " on " + shard + "; grant it with grant option");
        }
        return problems;
    }

    private static List<String> lacking(List<String> needed, Map<String, Boolean> granted, ShardName shard) {
        TreeSet<String> missing = new TreeSet<>(needed);
        missing.removeAll(granted.keySet());
        return missing.isEmpty()
                ? List.of()
                : List.of("the operator's account lacks the right to " + String.join(", ", missing) + " on " + shard);
    }

    /** Each global right, and whether it may be passed on. */
    private static Map<String, Boolean> granted(SqlSession session) {
        Map<String, Boolean> granted = new TreeMap<>();
        session.query(
                "select privilege_type, is_grantable = 'YES' from information_schema.user_privileges where grantee ="
                        + " concat('''', replace(current_user(), '@', '''@'''), '''')",
                row -> granted.put(row.getString(1), row.getBoolean(2)));
        return granted;
    }
}
