package dev.tessera.testbed;

import dev.tessera.migrations.ClusterInit;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.Progress;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.testbed.process.TemporaryFolder;
import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A cluster on running, empty servers of a test: a folder with its {@code cluster.yml}, the operator's account, and by {@link #init}
 * the directory, the app's account and every bucket, made as in production.
 *
 * <pre>{@code
 * TestCluster cluster = TestCluster.initialised(16, mysql.server(0), mysql.server(1), mysql.server(2));
 * }</pre>
 */
public final class TestCluster implements AutoCloseable {
    private final TemporaryFolder folder;
    private final ClusterConfig config;
    private final List<MySqlServer> shards;

    private TestCluster(TemporaryFolder folder, ClusterConfig config, List<MySqlServer> shards) {
        this.folder = folder;
        this.config = config;
        this.shards = shards;
    }

    /** A cluster ready to serve. The shards are called {@code shard-a}, {@code shard-b} and so on. */
    public static TestCluster initialised(int bucketCount, MySqlServer directory, MySqlServer... shards) {
        TestCluster cluster = configured(bucketCount, directory, shards);
        cluster.init();
        return cluster;
    }

    /** Folder and operator's account only: the servers are as empty as they were. */
    public static TestCluster configured(int bucketCount, MySqlServer directory, MySqlServer... shards) {
        WatchedOutput.install();
        TemporaryFolder folder = TemporaryFolder.create("cluster");
        writeSecret(folder.path(), "operator");
        writeSecret(folder.path(), "app");
        write(folder.path().resolve(ClusterConfigFile.NAME), yaml(bucketCount, directory, List.of(shards)));
        TestCluster cluster = new TestCluster(folder, ClusterConfigFile.read(folder.path()), List.of(shards));
        Set<MySqlServer> servers = new LinkedHashSet<>(cluster.shards);
        servers.add(directory);
        servers.forEach(cluster::admitOperator);
        return cluster;
    }

    public void init() {
        new ClusterInit(config, operator(), app(), Changelogs.shipped(), Progress.none()).run();
    }

    public ClusterConfig config() {
        return config;
    }

    /** The folder that {@code shardctl --cluster} takes. */
    public Path clusterDirectory() {
        return folder.path();
    }

    public ServerAddress directoryAddress() {
        return config.directory().address();
    }

    /** The server of {@code shard-a} is 0. */
    public MySqlServer shardServer(int index) {
        return shards.get(index);
    }

    public Credentials operator() {
        return config.operator().credentials();
    }

    public Credentials app() {
        return config.app().credentials();
    }

    public String appUser() {
        return app().user().value();
    }

    public String appPassword() {
        return app().password();
    }

    /**
     * Deletes the folder; what is on the servers goes with the servers.
     *
     * @throws AssertionError when a value that was planted in a row is in a log, a file or a table of the directory: {@link PlantedValues}
     */
    @Override
    public void close() {
        try {
            PlantedValues.requireNoneLeftBy(config, folder.path());
        } finally {
            folder.close();
        }
    }

    /** Makes the operator's account on a server that shall be a shard later. */
    public void admitOperator(MySqlServer server) {
        String account = "'" + operator().user() + "'@'%'";
        server.execute(
                "create user if not exists " + account,
                "alter user " + account + " identified by '" + operator().password() + "'",
                "grant all on *.* to " + account + " with grant option");
    }

    private static String yaml(int bucketCount, MySqlServer directory, List<MySqlServer> shards) {
        StringBuilder yaml = new StringBuilder(
                """
                cluster: test
                buckets: %d
                accounts:
                  operator:
                    user: tessera_operator
                    password_file: operator
                  app:
                    user: tessera_app
                    password_file: app
                directory:
                  address: %s
                shards:
                """
                        .formatted(bucketCount, directory.address()));
        for (int i = 0; i < shards.size(); i++) {
            yaml.append("  - name: shard-").append((char) ('a' + i)).append('\n');
            yaml.append("    address: ").append(shards.get(i).address()).append('\n');
        }
        return yaml.toString();
    }

    private static void writeSecret(Path folder, String name) {
        write(folder.resolve(name), UUID.randomUUID().toString());
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
