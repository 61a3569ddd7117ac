package dev.tessera.migrations.change;

import dev.tessera.migrations.sql.PinnedConnection;
import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.shardconfig.session.SessionPurpose;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The app's account on one server. It reads the directory, and reads and writes live buckets; copies and originals of a move are in
 * schemas on which it has no rights, so the app can't reach them.
 */
public final class AppAccount {
    private final SqlSession operator;
    private final Credentials app;
    private final Map<String, SortedSet<String>> rights = new TreeMap<>();

    public AppAccount(ClusterConfig config, Credentials app, SqlSession operator) {
        this.operator = operator;
        this.app = app;
        ServerAddress server = operator.address();
        if (config.directory().address().equals(server)) {
            rights.put(pattern(config.directory().schema().value()), new TreeSet<>(List.of("SELECT")));
        }
        if (config.shards().stream().anyMatch(shard -> shard.address().equals(server))) {
            rights.put(BucketTables.LIVE_SCHEMA, new TreeSet<>(List.of("SELECT", "INSERT", "UPDATE", "DELETE")));
        }
    }

    /** True when it has what it needs and can sign in with the configured password. */
    boolean isAdmitted() {
        return granted().equals(rights) && canSignIn();
    }

    /** What it may do beyond what it needs. */
    public List<String> excess() {
        List<String> excess = new ArrayList<>();
        granted().forEach((schema, privileges) -> {
            SortedSet<String> more = new TreeSet<>(privileges);
            more.removeAll(rights.getOrDefault(schema, new TreeSet<>()));
            more.forEach(privilege -> excess.add(privilege + " on " + schema));
        });
        excess.addAll(operator.query(
                "select privilege_type from information_schema.user_privileges"
                        + " where grantee = ? and privilege_type <> 'USAGE'",
                row -> row.getString(1) + " on everything",
                grantee()));
        return excess;
    }

    public void admit() {
        operator.execute("create user if not exists " + grantee() + " identified by ?", app.password());
        if (!canSignIn()) {
            operator.execute("alter user " + grantee() + " identified by ?", app.password());
        }
        rights.forEach((schema, privileges) -> operator.execute(grant(schema, privileges)));
    }

    /** What {@link #admit} does, for people to read. */
    List<String> sql() {
        List<String> statements = new ArrayList<>();
        statements.add("create user if not exists " + grantee() + " identified by '***'");
        rights.forEach((schema, privileges) -> statements.add(grant(schema, privileges)));
        return statements;
    }

    private String grant(String schema, SortedSet<String> privileges) {
        return "grant " + String.join(", ", privileges) + " on `" + schema + "`.* to " + grantee();
    }

    private Map<String, SortedSet<String>> granted() {
        Map<String, SortedSet<String>> granted = new TreeMap<>();
        operator.query(
                "select table_schema, privilege_type from information_schema.schema_privileges where grantee = ?",
                row -> granted.computeIfAbsent(row.getString(1), none -> new TreeSet<>())
                        .add(row.getString(2)),
                grantee());
        return granted;
    }

    private boolean canSignIn() {
        try (Connection ignored =
                PinnedConnection.open("the app's account", operator.address(), app, SessionPurpose.APP, "UTF-8")) {
            return true;
        } catch (ServerUnreachableException | SQLException e) {
            return false;
        }
    }

    /** In a GRANT {@code _} stands for any character, unless the server has partial revokes. */
    private String pattern(String schema) {
        boolean literal = operator.query("select @@partial_revokes", row -> row.getBoolean(1))
                .get(0);
        return literal ? schema : schema.replace("_", "\\_");
    }

    private String grantee() {
        return "'" + app.user() + "'@'%'";
    }
}
