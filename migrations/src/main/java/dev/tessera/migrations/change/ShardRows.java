package dev.tessera.migrations.change;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.SchemaName;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ShardConfig;

/** Writes the rows of shards: their names, their addresses, and their registered servers. Not thread-safe. */
public final class ShardRows {
    private final SqlSession session;
    private final SchemaName schema;
    private final Publisher publisher;

    public ShardRows(SqlSession session, SchemaName schema) {
        this.session = session;
        this.schema = schema;
        this.publisher = new Publisher(session, schema);
    }

    /** Of a cluster that is being made. */
    void register(ShardConfig shard, String serverUuid) {
        publisher.publish(() -> insert(shard, serverUuid));
    }

    /** To a cluster that is in use. */
    public void add(ShardConfig shard, String serverUuid, String who) {
        publisher.publish(() -> {
            insert(shard, serverUuid);
            publisher.audit(who, "shard add", shard.name() + " at " + shard.address() + ", server " + serverUuid);
        });
    }

    /** A shard is one server: the one before is trusted no longer. */
    public void accept(ShardName shard, String serverUuid) {
        publisher.publish(() -> {
            trustOnly(shard, serverUuid);
            session.execute(
                    "insert into " + schema + ".audit (at, who, action, details)"
                            + " values (utc_timestamp(3), current_user(), 'shard accept', json_object('shard', ?,"
                            + " 'server_uuid', ?))",
                    shard.value(),
                    serverUuid);
        });
    }

    void changeAddress(ShardConfig shard) {
        publisher.publish(() -> updateAddress(shard));
    }

    /** To the server there, whether it was the shard before or not. */
    public void relocate(ShardConfig shard, ServerAddress from, String serverUuid, String who) {
        publisher.publish(() -> {
            updateAddress(shard);
            trustOnly(shard.name(), serverUuid);
            publisher.audit(
                    who,
                    "shard set-address",
                    shard.name() + " from " + from + " to " + shard.address() + ", server " + serverUuid);
        });
    }

    private void insert(ShardConfig shard, String serverUuid) {
        session.execute(
                "insert into " + schema + ".shards (shard, address, created_at, updated_at)"
                        + " values (?, ?, utc_timestamp(3), utc_timestamp(3))",
                shard.name().value(),
                shard.address().toString());
        insertServer(shard.name(), serverUuid);
    }

    private void trustOnly(ShardName shard, String serverUuid) {
        session.execute(
                "update " + schema + ".shards set server_changed_at = utc_timestamp(3) where shard = ? and not exists"
                        + " (select 1 from " + schema + ".shard_servers where server_uuid = ?)",
                shard.value(),
                serverUuid);
        session.execute("delete from " + schema + ".shard_servers where shard = ?", shard.value());
        insertServer(shard, serverUuid);
    }

    private void insertServer(ShardName shard, String serverUuid) {
        session.execute(
                "insert into " + schema + ".shard_servers (server_uuid, shard, accepted_at, accepted_by)"
                        + " values (?, ?, utc_timestamp(3), current_user())",
                serverUuid,
                shard.value());
    }

    private void updateAddress(ShardConfig shard) {
        session.execute(
                "update " + schema + ".shards set address = ?, updated_at = utc_timestamp(3) where shard = ?",
                shard.address().toString(),
                shard.name().value());
    }
}
