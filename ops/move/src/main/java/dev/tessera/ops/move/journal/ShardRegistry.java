package dev.tessera.ops.move.journal;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.directory.ShardRow;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The shards that the directory knows. Every change locks the row of the cluster first, as the opening of moves does: one sees what the other
 * did. Thread-safe.
 */
public final class ShardRegistry {
    private static final String COLUMNS = "shard, address, state";

    private final Directory directory;
    private final String shards;
    private final String cluster;

    public ShardRegistry(Directory directory) {
        this.directory = directory;
        this.shards = directory.table("shards");
        this.cluster = directory.table("cluster");
    }

    /** In the order of their names. */
    public List<ShardRow> all() {
        return directory.query("select " + COLUMNS + " from " + shards + " order by shard", ShardRegistry::read);
    }

    /** @throws MoveRefusedException when the directory doesn't know it */
    public ShardRow get(ShardName shard) {
        return directory
                .query("select " + COLUMNS + " from " + shards + " where shard = ?", ShardRegistry::read, shard.value())
                .stream()
                .findFirst()
                .orElseThrow(() -> unknown(shard));
    }

    /**
     * Says whether buckets may come to it. Moves that are open already go on.
     *
     * @param action for the audit trail: {@code shard pause}
     * @return what it was before
     */
    public ShardState state(ShardName shard, ShardState state, String who, String action) {
        return directory.inTransaction(session -> {
            lockCluster(session);
            ShardState before =
                    find(session, shard).orElseThrow(() -> unknown(shard)).state();
            session.update(
                    "update " + shards + " set state = ?, updated_at = utc_timestamp(3) where shard = ?",
                    state.column(),
                    shard.value());
            audit(session, who, action, shard + ", which was " + before.column());
            return before;
        });
    }

    /** What the directory has that still needs the shard; each says what would be right. */
    public List<String> ties(ShardName shard) {
        return directory.inTransaction(session -> new ShardReferences(directory, session, shard).all());
    }

    /**
     * Takes a shard out: running apps forget it.
     *
     * @throws MoveRefusedException when something in the directory still needs it
     */
    public void remove(ShardName shard, String who) {
        directory.inTransaction(session -> {
            lockCluster(session);
            ShardRow row = find(session, shard).orElseThrow(() -> unknown(shard));
            List<String> ties = new ShardReferences(directory, session, shard).all();
            if (!ties.isEmpty()) {
                throw new MoveRefusedException(ties);
            }
            session.update("delete from " + directory.table("shard_servers") + " where shard = ?", shard.value());
            session.update("delete from " + shards + " where shard = ?", shard.value());
            audit(session, who, "shard remove", shard + " at " + row.address());
            return session.update("update " + cluster + " set version = version + 1 where id = 1");
        });
    }

    /** Within the transaction that opens a move there. */
    void requireOpen(SqlSession session, ShardName target) {
        find(session, target).orElseThrow(() -> unknown(target)).refusal().ifPresent(reason -> {
            throw new MoveRefusedException(reason);
        });
    }

    /** Why nothing goes to a shard that cluster.yml may list. */
    static MoveRefusedException unknown(ShardName shard) {
        return new MoveRefusedException(
                shard + " isn't in the directory; `shardctl shard add " + shard + "` takes it in");
    }

    private Optional<ShardRow> find(SqlSession session, ShardName shard) {
        return session
                .query("select " + COLUMNS + " from " + shards + " where shard = ?", ShardRegistry::read, shard.value())
                .stream()
                .findFirst();
    }

    private void lockCluster(SqlSession session) {
        session.query("select version from " + cluster + " where id = 1 for update", row -> row.getLong(1));
    }

    private void audit(SqlSession session, String who, String action, String what) {
        session.update(
                "insert into " + directory.table("audit") + " (at, who, action, details)"
                        + " values (utc_timestamp(3), ?, ?, json_object('what', ?))",
                who,
                action,
                what);
    }

    private static ShardRow read(ResultSet row) throws SQLException {
        return new ShardRow(
                new ShardName(row.getString(1)),
                ServerAddress.parse(row.getString(2)),
                ShardState.ofColumn(row.getString(3)));
    }
}
