package dev.tessera.ops.move.servers;

import dev.tessera.migrations.SqlSession;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
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
            "UPDATE",
            "CONNECTION_ADMIN",
            "XA_RECOVER_ADMIN");

    private ServerRights() {}

    static List<String> problems(ShardName shard, SqlSession session) {
        TreeSet<String> missing = new TreeSet<>(NEEDED);
        session.query(
                        "select privilege_type from information_schema.user_privileges where grantee ="
                                + " concat('''', replace(current_user(), '@', '''@'''), '''')",
                        row -> row.getString(1))
                .forEach(missing::remove);
        return missing.isEmpty()
                ? List.of()
                : List.of("the operator's account lacks the right to " + String.join(", ", missing) + " on " + shard);
    }
}
