package dev.tessera.e2e.app;

import dev.tessera.shardconfig.BucketFunction;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.MySqlServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster on the given servers, each of them a shard, the first the directory too. Buckets are dealt out in turn. */
final class AppCluster {
    static final String USER = "tessera_app";
    static final int BUCKETS = 16;

    private static final String PASSWORD = "e2e";
    private static final String CHANGELOGS = "/dev/tessera/migrations/";

    private final List<MySqlServer> servers;
    private final Path passwordFile;

    private AppCluster(List<MySqlServer> servers, Path passwordFile) {
        this.servers = servers;
        this.passwordFile = passwordFile;
    }

    static AppCluster create(List<MySqlServer> servers, Path folder) throws IOException {
        Path passwordFile = Files.writeString(folder.resolve("password"), PASSWORD);
        AppCluster cluster = new AppCluster(servers, passwordFile);
        cluster.createShards();
        cluster.createDirectory();
        return cluster;
    }

    BucketFunction buckets() {
        return new BucketFunction(BUCKETS);
    }

    MySqlServer directory() {
        return servers.get(0);
    }

    List<MySqlServer> shards() {
        return servers;
    }

    MySqlServer shardOf(int bucket) {
        return servers.get(bucket % servers.size());
    }

    /** Runs a statement where an id lives; {@code %s} stands for the suffix of its bucket's tables. */
    void execute(long id, String sql) {
        int bucket = new EntityId(id).bucket();
        shardOf(bucket).execute("use tessera", sql.formatted(BucketTables.suffix(bucket)));
    }

    /** The rows of a logical table in all buckets, read table by table. */
    long count(String logicalTable) throws SQLException {
        long rows = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            String sql = "select count(*) from " + BucketTables.physicalName(logicalTable, bucket);
            try (Connection connection = shardOf(bucket).connect(BucketTables.LIVE_SCHEMA);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                rows += row.getLong(1);
            }
        }
        return rows;
    }

    Path passwordFile() {
        return passwordFile;
    }

    private void createShards() throws IOException {
        String bucketTables = changelog("bucket/0001-first-tables.sql");
        for (int index = 0; index < servers.size(); index++) {
            MySqlServer server = servers.get(index);
            server.execute(
                    "create database tessera",
                    "create user '%s'@'%%' identified by '%s'".formatted(USER, PASSWORD),
                    "grant select, insert, update, delete on tessera.* to '%s'@'%%'".formatted(USER));
            execute(server, BucketTables.LIVE_SCHEMA, statements(changelog("shard/0001-bucket-registry.sql")));
            for (int bucket = index; bucket < BUCKETS; bucket += servers.size()) {
                execute(server, BucketTables.LIVE_SCHEMA, statements(ofBucket(bucketTables, bucket)));
            }
        }
    }

    private void createDirectory() throws IOException {
        MySqlServer server = directory();
        server.execute(
                "create database tessera_directory",
                "grant select on tessera_directory.* to '%s'@'%%'".formatted(USER));
        execute(server, "tessera_directory", statements(changelog("directory/0001-directory.sql")));
        execute(
                server,
                "tessera_directory",
                List.of(
                        "insert into cluster (name, bucket_count, schema_version, created_at) values ('e2e', %d, 1, utc_timestamp(3))"
                                .formatted(BUCKETS)));
        IntStream.range(0, servers.size())
                .forEach(index -> execute(server, "tessera_directory", List.of(shard(index))));
        IntStream.range(0, BUCKETS).forEach(bucket -> execute(server, "tessera_directory", List.of(placement(bucket))));
    }

    private String shard(int index) {
        return "insert into shards (shard, address, created_at, updated_at) values ('shard-%d', '%s', utc_timestamp(3), utc_timestamp(3))"
                .formatted(index, servers.get(index).address());
    }

    private String placement(int bucket) {
        return "insert into placements (bucket, shard, epoch, state, updated_at) values (%d, 'shard-%d', 1, 'live', utc_timestamp(3))"
                .formatted(bucket, bucket % servers.size());
    }

    /** All on one connection, in one schema. */
    private static void execute(MySqlServer server, String schema, List<String> statements) {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String changelog(String name) throws IOException {
        try (InputStream text = AppCluster.class.getResourceAsStream(CHANGELOGS + name)) {
            return new String(Objects.requireNonNull(text, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String ofBucket(String changelog, int bucket) {
        return changelog.replace("${suffix}", BucketTables.suffix(bucket)).replace("${bucket}", String.valueOf(bucket));
    }

    private static List<String> statements(String changelog) {
        String sql = changelog.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        return Arrays.stream(sql.split(";\n"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
