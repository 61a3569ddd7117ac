package dev.tessera.router.internal.snapshot;

import dev.tessera.router.DirectoryFormatException;
import dev.tessera.router.PlacementSnapshot;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.internal.pool.AppSession;
import dev.tessera.router.internal.pool.MySqlUrl;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.DirectoryFormat;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import dev.tessera.shardconfig.placement.SlotMap;
import dev.tessera.shardconfig.redaction.SafeSqlException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the directory over one connection of its own, opened again after it broke. Not thread-safe. */
final class DirectoryReader implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);

    private static final int UNKNOWN_COLUMN = 1054;

    private final String url;
    private final String schema;
    private final String directory;
    private final String user;
    private final String password;
    private @Nullable Connection connection;

    DirectoryReader(RouterConfig config) {
        this.schema = config.directorySchema();
        this.directory = config.directory() + "/" + schema;
        this.url = MySqlUrl.of(config.directory(), schema, config.tls(), CONNECT_TIMEOUT, SOCKET_TIMEOUT);
        this.user = config.user();
        this.password = config.password();
    }

    /** The directory's version: one cheap row. */
    long version() throws SQLException {
        return withConnection(statement -> {
            try (ResultSet row = statement.executeQuery("select version from cluster")) {
                requireRow(row);
                return row.getLong(1);
            }
        });
    }

    /**
     * Everything a router needs, as of one moment.
     *
     * @throws DirectoryFormatException when the directory has another format
     * @throws IllegalArgumentException saying what is wrong, when it names placements that can't be
     */
    PlacementSnapshot snapshot() throws SQLException {
        return withConnection(statement -> {
            statement.execute("set transaction isolation level repeatable read");
            statement.execute("start transaction with consistent snapshot, read only");
            requireFormat(statement);
            PlacementSnapshot snapshot = read(statement);
            statement.execute("commit");
            return snapshot;
        });
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException alreadyBroken) {
                // There is nothing left to close.
            }
        }
    }

    private void requireFormat(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select format from cluster")) {
            requireRow(row);
            if (row.getInt(1) != DirectoryFormat.CURRENT) {
                throw new DirectoryFormatException(DirectoryFormat.refusal(directory, "format " + row.getInt(1)));
            }
        } catch (SQLException failure) {
            if (failure.getErrorCode() == UNKNOWN_COLUMN) {
                throw new DirectoryFormatException(DirectoryFormat.refusalOfUnnumbered(directory));
            }
            throw failure;
        }
    }

    private static PlacementSnapshot read(Statement statement) throws SQLException {
        Map<ShardName, ServerAddress> shards = shards(statement);
        Map<ShardName, Set<String>> servers = servers(statement);
        Map<ShardName, Instant> serverChanges = serverChanges(statement);
        SlotMap placements = SlotMap.of(placements(statement));
        try (ResultSet row = statement.executeQuery("select name, version, schema_version from cluster")) {
            requireRow(row);
            return new PlacementSnapshot(
                    row.getString(1), row.getLong(2), row.getInt(3), shards, servers, serverChanges, placements);
        }
    }

    private static Map<ShardName, ServerAddress> shards(Statement statement) throws SQLException {
        Map<ShardName, ServerAddress> shards = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("select shard, address from shards")) {
            while (rows.next()) {
                shards.put(new ShardName(rows.getString(1)), ServerAddress.parse(rows.getString(2)));
            }
        }
        return shards;
    }

    private static Map<ShardName, Set<String>> servers(Statement statement) throws SQLException {
        Map<ShardName, Set<String>> servers = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("select shard, server_uuid from shard_servers")) {
            while (rows.next()) {
                servers.computeIfAbsent(new ShardName(rows.getString(1)), shard -> new HashSet<>())
                        .add(rows.getString(2));
            }
        }
        return servers;
    }

    private static Map<ShardName, Instant> serverChanges(Statement statement) throws SQLException {
        Map<ShardName, Instant> changes = new HashMap<>();
        try (ResultSet rows = statement.executeQuery(
                "select shard, server_changed_at from shards where server_changed_at is not null")) {
            while (rows.next()) {
                changes.put(
                        new ShardName(rows.getString(1)),
                        rows.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC));
            }
        }
        return changes;
    }

    private static List<Placement> placements(Statement statement) throws SQLException {
        List<Placement> placements = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select bucket, shard, epoch, state from placements")) {
            while (rows.next()) {
                placements.add(new Placement(
                        BucketId.parse(rows.getString(1)),
                        new ShardName(rows.getString(2)),
                        rows.getLong(3),
                        PlacementState.valueOf(rows.getString(4).toUpperCase(Locale.ROOT))));
            }
        }
        return placements;
    }

    private static void requireRow(ResultSet row) throws SQLException {
        if (!row.next()) {
            throw new SafeSqlException("the directory has no cluster: run `shardctl cluster init` first");
        }
    }

    private Connection open() throws SQLException {
        Connection opened = DriverManager.getConnection(url, user, password);
        try {
            AppSession.of(opened).require(schema);
            return opened;
        } catch (SQLException failure) {
            opened.abort(Runnable::run);
            throw failure;
        }
    }

    private <T> T withConnection(Reading<T> reading) throws SQLException {
        if (connection == null) {
            connection = open();
        }
        try (Statement statement = connection.createStatement()) {
            return reading.from(statement);
        } catch (SQLException | RuntimeException failure) {
            // It may be within a transaction, which would go on showing what it saw.
            close();
            throw failure;
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(Statement statement) throws SQLException;
    }
}
