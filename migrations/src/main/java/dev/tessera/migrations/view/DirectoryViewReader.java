package dev.tessera.migrations.view;

import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.changelog.SchemaVersions;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.view.DirectoryView.ClusterRow;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.SchemaName;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardState;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the directory, which may not exist yet. */
public final class DirectoryViewReader {
    private static final int WITH_STATES = 6;
    private static final String PLACEMENTS = "select bucket, shard, epoch, state, count(*) over () from %s.placements";

    private final SqlSession session;
    private final SchemaName schema;

    public DirectoryViewReader(SqlSession session, SchemaName schema) {
        this.session = session;
        this.schema = schema;
    }

    /** @throws OtherFormatException when the directory is of another format */
    public DirectoryView read() {
        int version = SchemaVersions.read(session, schema.value(), Component.DIRECTORY);
        if (version == 0) {
            return DirectoryView.EMPTY;
        }
        DirectoryFormatCheck.require(session, schema);
        return new DirectoryView(
                version,
                cluster(),
                shards(),
                version < WITH_STATES ? Map.of() : states(),
                servers(),
                placements(),
                new MigrationBlockers(session, schema).all(version));
    }

    public Optional<Placement> placement(BucketId bucket) {
        return session
                .query(PLACEMENTS.formatted(schema) + " where bucket = ?", DirectoryViewReader::placement, bucket)
                .stream()
                .findFirst();
    }

    private Optional<ClusterRow> cluster() {
        List<ClusterRow> rows = session.query(
                "select name, version, schema_version from " + schema + ".cluster",
                row -> new ClusterRow(row.getString(1), row.getLong(2), row.getInt(3)));
        return rows.stream().findFirst();
    }

    private Map<ShardName, ServerAddress> shards() {
        Map<ShardName, ServerAddress> shards = new TreeMap<>();
        session.query(
                "select shard, address from " + schema + ".shards",
                row -> shards.put(new ShardName(row.getString(1)), ServerAddress.parse(row.getString(2))));
        return shards;
    }

    private Map<ShardName, ShardState> states() {
        Map<ShardName, ShardState> states = new TreeMap<>();
        session.query(
                "select shard, state from " + schema + ".shards",
                row -> states.put(new ShardName(row.getString(1)), ShardState.ofColumn(row.getString(2))));
        return states;
    }

    private Map<String, ShardName> servers() {
        Map<String, ShardName> servers = new TreeMap<>();
        session.query(
                "select server_uuid, shard from " + schema + ".shard_servers",
                row -> servers.put(row.getString(1), new ShardName(row.getString(2))));
        return servers;
    }

    private SortedMap<BucketId, Placement> placements() {
        SortedMap<BucketId, Placement> placements = new TreeMap<>();
        session.queryWhole(PLACEMENTS.formatted(schema), DirectoryViewReader::placement)
                .forEach(placement -> placements.put(placement.bucket(), placement));
        return placements;
    }

    private static Placement placement(ResultSet row) throws SQLException {
        return new Placement(
                BucketId.parse(row.getString(1)),
                new ShardName(row.getString(2)),
                row.getLong(3),
                PlacementState.ofColumn(row.getString(4)));
    }
}
