package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.Locale;

/** Which servers a move was seen to work with; what was not tried is refused. */
final class ServerVersion {
    private static final String TRIED = "9.7.";

    private ServerVersion() {}

    static List<String> problems(ShardName shard, SqlSession session) {
        String version = session.query("select concat(version(), ' ', @@version_comment)", row -> row.getString(1))
                .get(0);
        return problems(shard, version);
    }

    static List<String> problems(ShardName shard, String version) {
        if (version.toLowerCase(Locale.ROOT).contains("mariadb")) {
            return List.of(shard + " is MariaDB (" + version + "); buckets move between MySQL servers only");
        }
        if (!version.startsWith(TRIED)) {
            return List.of(shard + " is MySQL " + version + "; moves were tried with " + TRIED + "x only");
        }
        return List.of();
    }
}
