package dev.tessera.ops.move.transfer.spec;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.Credentials;
import java.time.Duration;

/** A server as the mover signs in at it. */
public record ServerLogin(ShardName shard, ServerAddress address, Credentials account) {
    public SqlSession open() {
        return SqlSession.open(shard.value(), address, account);
    }

    /** @param timeout for the connection, and for each answer while it is made */
    public SqlSession open(Duration timeout) {
        return SqlSession.open(shard.value(), address, account, timeout);
    }

    /** For example {@code shard-a (10.0.0.5:3306)}. */
    @Override
    public String toString() {
        return shard + " (" + address + ")";
    }
}
