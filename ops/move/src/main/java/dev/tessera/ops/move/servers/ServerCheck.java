package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a server can be a shard: what moves and the app will demand of it, asked before anything lives there. Reads only. */
public final class ServerCheck {
    private static final Duration SHORT_LIVED = Duration.ofDays(1);

    private final ShardName shard;
    private final SqlSession server;

    public ServerCheck(ShardName shard, SqlSession server) {
        this.shard = shard;
        this.server = server;
    }

    /** For people: {@code server 3f..., MySQL 9.7.4}. */
    public String describe() {
        return server.query("select concat('server ', @@server_uuid, ', MySQL ', version())", row -> row.getString(1))
                .get(0);
    }

    /**
     * Every problem, each with what would be right. Of a version that wasn't tried nothing else is asked.
     *
     * @param like a shard of the cluster and a session there: servers must be alike in some respects
     */
    public List<String> problems(ShardName like, SqlSession there, ServerClock clock) {
        List<String> version = ServerVersion.problems(shard, server);
        if (!version.isEmpty()) {
            return version;
        }
        Map<String, String> settings = ServerSettings.read(server);
        List<String> problems = new ArrayList<>(ServerSettings.problems(shard, settings));
        problems.addAll(ServerSettings.differences(like, ServerSettings.read(there), shard, settings));
        problems.addAll(ServerRights.problemsOfNewShard(shard, server));
        problems.addAll(BinlogCheck.problems(shard, server));
        problems.addAll(replication());
        problems.addAll(clock.problems(shard));
        return problems;
    }

    /** What isn't wrong, and may come as a surprise. */
    public Optional<String> note() {
        return BinlogCheck.kept(server)
                .filter(kept -> kept.compareTo(SHORT_LIVED) < 0)
                .map(kept -> shard + " purges its binlogs after " + kept.toSeconds()
                        + " s; a move away from it, or back, that takes longer has to start again");
    }

    private List<String> replication() {
        return server.query(
                "select concat(host, ':', port) from performance_schema.replication_connection_configuration"
                        + " where host <> ''",
                row -> shard + " replicates from " + row.getString(1)
                        + "; a shard takes writes from nowhere else: `stop replica; reset replica all`");
    }
}
