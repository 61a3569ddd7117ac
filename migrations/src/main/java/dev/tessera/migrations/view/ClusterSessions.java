package dev.tessera.migrations.view;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One session to the directory and one to each shard. All of them, or none: migrations need every server. */
public final class ClusterSessions implements AutoCloseable {
    private final ClusterConfig config;
    private final SqlSession directory;
    private final Map<ShardName, SqlSession> shards = new LinkedHashMap<>();

    public ClusterSessions(ClusterConfig configured, Credentials operator) {
        this.directory = SqlSession.open("the directory", configured.directory().address(), operator);
        try {
            this.config = new DirectoryViewReader(
                            directory, configured.directory().schema())
                    .read()
                    .joined(configured);
            for (ShardConfig shard : config.shards()) {
                shards.put(shard.name(), SqlSession.open(shard.name().value(), shard.address(), operator));
            }
            everyOne(session -> session.waitForAnswers(Duration.ZERO));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The cluster, of the shards that have joined it. */
    public ClusterConfig config() {
        return config;
    }

    private void everyOne(Consumer<SqlSession> act) {
        act.accept(directory);
        shards.values().forEach(act);
    }

    public SqlSession directory() {
        return directory;
    }

    public SqlSession shard(ShardName name) {
        return Objects.requireNonNull(shards.get(name), name::value);
    }

    /** A further one, for its user to close. */
    public SqlSession another(ShardName name, Credentials operator) {
        SqlSession session = SqlSession.open(name.value(), config.shard(name).address(), operator);
        session.waitForAnswers(Duration.ZERO);
        return session;
    }

    /** The session to a server; where directory and shard are one server, that of the directory. */
    public SqlSession at(ServerAddress address) {
        if (directory.address().equals(address)) {
            return directory;
        }
        return shards.values().stream()
                .filter(session -> session.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    public Set<ServerAddress> servers() {
        Set<ServerAddress> servers = new LinkedHashSet<>();
        servers.add(directory.address());
        shards.values().forEach(session -> servers.add(session.address()));
        return servers;
    }

    public ClusterView view() {
        Map<ShardName, ShardView> views = new TreeMap<>();
        shards.forEach((name, session) -> views.put(name, new ShardReader(session).read(name)));
        return new ClusterView(
                new DirectoryViewReader(directory, config.directory().schema()).read(), views);
    }

    @Override
    public void close() {
        everyOne(SqlSession::close);
    }
}
