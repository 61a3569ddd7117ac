package dev.tessera.migrations;

import dev.tessera.migrations.change.ShardRows;
import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.migrations.sql.ServerLock;
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

/**
 * Publishes a shard's new address to running apps. Either the same server has another address, or another server is the shard now; then
 * its live tables are compared with the placements, and address and server are published together.
 */
public final class ShardRelocation {
    private final ClusterConfig config;
    private final Credentials operator;

    public ShardRelocation(ClusterConfig config, Credentials operator) {
        this.config = config;
        this.operator = operator;
    }

    /**
     * What was found.
     *
     * @param from where the directory says the shard is
     * @param isKnown true when the server at the new address is known as the shard
     * @param strays live tables there of buckets that live elsewhere: to be renamed away first
     * @param problems what else speaks against it
     */
    public record Relocation(
            ServerAddress from,
            ServerAddress to,
            String serverUuid,
            boolean isKnown,
            List<String> strays,
            List<String> problems) {
        public Relocation {
            strays = List.copyOf(strays);
            problems = List.copyOf(problems);
        }
    }

    /** @throws MigrationRefusedException when the directory doesn't know the shard */
    public Relocation inspect(ShardName name) {
        try (SqlSession directory = directory();
                SqlSession server =
                        SqlSession.open(name.value(), config.shard(name).address(), operator)) {
            return inspect(config.shard(name), directory, server);
        }
    }

    /**
     * @param who for the audit trail
     * @throws MigrationRefusedException when something speaks against it; nothing was changed then
     */
    public void run(ShardName name, String who) {
        ShardConfig shard = config.shard(name);
        try (SqlSession directory = directory();
                SqlSession server = SqlSession.open(name.value(), shard.address(), operator);
                ServerLock ignored = ServerLock.take(directory, ServerLock.MIGRATIONS)) {
            Relocation found = inspect(shard, directory, server);
            List<String> reasons = new ArrayList<>(found.problems());
            reasons.addAll(found.strays());
            if (!reasons.isEmpty()) {
                throw new MigrationRefusedException(reasons);
            }
            new ShardRows(directory, config.directory().schema())
                    .relocate(shard, found.from(), found.serverUuid(), who);
        }
    }

    private Relocation inspect(ShardConfig shard, SqlSession directory, SqlSession server) {
        DirectoryView known =
                new DirectoryViewReader(directory, config.directory().schema()).read();
        ServerAddress from = known.shards().get(shard.name());
        if (from == null) {
            throw new MigrationRefusedException(List.of(
                    "the directory doesn't know " + shard.name() + "; run `shardctl shard add " + shard.name() + "`"));
        }
        ShardView seen = new ShardReader(server).read(shard.name());
        List<String> problems = new ArrayList<>(Acceptance.lacking(known, seen));
        known.shards().forEach((other, address) -> {
            if (address.equals(shard.address()) && !other.equals(shard.name())) {
                problems.add(other + " is at " + address + " in the directory; a server serves one shard");
            }
        });
        boolean isKnown = shard.name().equals(known.servers().get(seen.serverUuid()));
        return new Relocation(
                from, shard.address(), seen.serverUuid(), isKnown, Acceptance.strays(known, seen), problems);
    }

    private SqlSession directory() {
        return SqlSession.open("the directory", config.directory().address(), operator);
    }
}
