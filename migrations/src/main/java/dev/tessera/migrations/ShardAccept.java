package dev.tessera.migrations;

import dev.tessera.migrations.change.ShardRows;
import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.view.DirectoryView;
import dev.tessera.migrations.view.DirectoryViewReader;
import dev.tessera.migrations.view.ShardReader;
import dev.tessera.migrations.view.ShardView;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Registers another server as a shard in the directory, after a failover or a restore. First compares its live tables with the placements:
 * a server that lacks a bucket, or has one whose home is elsewhere, is refused. The former server is no longer registered.
 */
public final class ShardAccept {
    private final ClusterConfig config;
    private final Credentials operator;

    public ShardAccept(ClusterConfig config, Credentials operator) {
        this.config = config;
        this.operator = operator;
    }

    /**
     * Accepts the server at the shard's address.
     *
     * @return its {@code server_uuid}; empty when it was known as the shard before
     * @throws MigrationRefusedException with everything that speaks against it; nothing was changed then
     * @throws ServerUnreachableException when it, or the directory, can't be reached
     */
    public Optional<String> run(ShardName name) {
        ShardConfig shard = config.shard(name);
        try (SqlSession directory =
                        SqlSession.open("the directory", config.directory().address(), operator);
                SqlSession server = SqlSession.open(name.value(), shard.address(), operator)) {
            DirectoryView known =
                    new DirectoryViewReader(directory, config.directory().schema()).read();
            ShardView seen = new ShardReader(server).read(name);
            if (name.equals(known.servers().get(seen.serverUuid()))) {
                return Optional.empty();
            }
            List<String> reasons = new ArrayList<>(Acceptance.against(known, seen));
            elsewhere(known, shard).ifPresent(reasons::add);
            if (!reasons.isEmpty()) {
                throw new MigrationRefusedException(reasons);
            }
            new ShardRows(directory, config.directory().schema()).accept(name, seen.serverUuid());
            return Optional.of(seen.serverUuid());
        }
    }

    /** Running apps look where the directory says. */
    private static Optional<String> elsewhere(DirectoryView known, ShardConfig shard) {
        Optional<ServerAddress> address = Optional.ofNullable(known.shards().get(shard.name()));
        return address.filter(other -> !other.equals(shard.address()))
                .map(other -> shard.name() + " is at " + other + " in the directory, and at " + shard.address()
                        + " in cluster.yml; run `shardctl shard set-address " + shard.name() + " --accept`");
    }
}
