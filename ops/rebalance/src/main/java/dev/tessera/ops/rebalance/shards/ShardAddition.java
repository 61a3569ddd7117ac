package dev.tessera.ops.rebalance.shards;

import dev.tessera.migrations.ShardAdd;
import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.servers.ServerCheck;
import dev.tessera.ops.move.servers.ServerClock;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds a server as a shard, after all checks that moves and the app need. Running apps use it as soon as they read the directory's new
 * version; it holds no bucket yet.
 */
public final class ShardAddition implements AutoCloseable {
    private final Cluster cluster;
    private final ShardConfig shard;
    private final SqlSession directory;
    private final SqlSession server;
    private final ShardAdd addition;

    private ShardAddition(
            Cluster cluster, ShardConfig shard, Credentials app, SqlSession directory, SqlSession server) {
        this.cluster = cluster;
        this.shard = shard;
        this.directory = directory;
        this.server = server;
        this.addition = new ShardAdd(cluster.config(), shard, app, cluster.changelogs(), directory, server);
    }

    /**
     * @param cluster whose configuration has the shard
     * @throws ServerUnreachableException when directory or server don't answer, or don't let the operator in
     */
    public static ShardAddition open(Cluster cluster, ShardName name, Credentials app) {
        ClusterConfig config = cluster.config();
        SqlSession directory =
                SqlSession.open("the directory", config.directory().address(), cluster.operator());
        try {
            SqlSession server = cluster.server(name).open();
            return new ShardAddition(cluster, config.shard(name), app, directory, server);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** True when it was taken in before. */
    public boolean isDone() {
        return addition.isDone();
    }

    /** Reads, and changes nothing. */
    public ShardReport inspect() {
        ServerCheck check = new ServerCheck(shard.name(), server);
        ServerClock clock = ServerClock.of(server, directory);
        List<String> lines = new ArrayList<>();
        lines.add(shard.name() + " at " + shard.address() + " is " + check.describe() + "; its clock is "
                + clock.describe() + " the directory's");
        List<String> problems = new ArrayList<>(addition.problems());
        problems.addAll(ofServer(check, clock));
        if (problems.isEmpty()) {
            lines.addAll(addition.describe());
        }
        return new ShardReport(lines, notes(check), problems);
    }

    /** @param who for the audit trail */
    public void run(String who) {
        ShardReport found = inspect();
        if (!found.problems().isEmpty()) {
            throw new MoveRefusedException(found.problems());
        }
        addition.run(who);
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            directory.close();
        }
    }

    /** Compared with one shard: they are alike among themselves. */
    private List<String> ofServer(ServerCheck check, ServerClock clock) {
        for (ShardConfig other : cluster.members()) {
            if (other.name().equals(shard.name())) {
                continue;
            }
            try (SqlSession there = cluster.server(other.name()).open()) {
                return check.problems(other.name(), there, clock);
            } catch (ServerUnreachableException e) {
                // The next one will do as well.
            }
        }
        return List.of("no shard answers that " + shard.name() + " could be compared with");
    }

    private List<String> notes(ServerCheck check) {
        List<String> notes = new ArrayList<>();
        if (shard.diskBytes().isEmpty()) {
            notes.add("cluster.yml doesn't say disk_bytes of " + shard.name()
                    + "; without it no plan knows what fits there, and moves need --disk-unchecked");
        }
        if (shard.replicas().isEmpty() && !shard.lossless()) {
            notes.add("cluster.yml names no replica of " + shard.name() + ", nor says that it is lossless");
        }
        Optional<String> binlogs = check.note();
        binlogs.ifPresent(notes::add);
        return notes;
    }
}
