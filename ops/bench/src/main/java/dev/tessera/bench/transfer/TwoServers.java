package dev.tessera.bench.transfer;

import dev.tessera.bench.measure.DurableServers;
import dev.tessera.migrations.change.IncomingTables;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.UserName;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.testbed.MySqlSources;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A source and a target, with an account as the mover has it. Their data lie on the machine's disk until they are closed.
 */
final class TwoServers implements AutoCloseable {
    private static final UserName MOVER = new UserName("tessera_bench");

    private final MySqlProvider provider;
    private final List<MySqlServer> servers;
    private final Credentials account;

    private TwoServers(MySqlProvider provider, List<MySqlServer> servers, Credentials account) {
        this.provider = provider;
        this.servers = servers;
        this.account = account;
    }

    static TwoServers start() {
        MySqlProvider provider = MySqlSources.detect();
        Credentials account = new Credentials(MOVER, password());
        TwoServers servers = new TwoServers(provider, new ArrayList<>(), account);
        try {
            servers.add("source");
            servers.add("target");
            return servers;
        } catch (RuntimeException failure) {
            servers.close();
            throw failure;
        }
    }

    /** A replica takes 32 characters at most. */
    private static String password() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private void add(String name) {
        MySqlServer server = provider.start(DurableServers.spec(name));
        servers.add(server);
        server.execute(
                "create user " + MOVER + " identified by '" + account.password() + "'",
                "grant all on *.* to " + MOVER,
                "create schema tessera_registry",
                "create table tessera_registry.move_leases (move_id bigint primary key, epoch bigint)");
    }

    MySqlProvider provider() {
        return provider;
    }

    MySqlServer source() {
        return servers.get(0);
    }

    MySqlServer target() {
        return servers.get(1);
    }

    Credentials account() {
        return account;
    }

    ServerLogin asMoverSees(MySqlServer server) {
        return new ServerLogin(new ShardName(server.name()), new ServerAddress(server.host(), server.port()), account);
    }

    /** The tables of a bucket as a move makes them. */
    void makeTables(MySqlServer server, String schema, BucketId bucket) {
        try (SqlSession session = asMoverSees(server).open()) {
            new IncomingTables(Changelogs.shipped())
                    .create(session, schema, bucket, Changelogs.shipped().newest(Component.BUCKET));
        }
    }

    static String text(MySqlServer server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() {
        servers.forEach(MySqlServer::close);
    }
}
