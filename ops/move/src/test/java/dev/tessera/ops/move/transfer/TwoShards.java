package dev.tessera.ops.move.transfer;

import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.UserName;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A source with live tables and a target with their empty copies, as a move finds them when it begins to copy. */
final class TwoShards {
    static final long MOVE = 7;
    static final long EPOCH = 3;
    static final String LIVE = "tessera";
    static final BucketId BUCKET = new BucketId(0, 1023);
    static final String INCOMING = "tessera_in_7";
    static final String FROZEN = "tessera_out_7";
    private static final String ACCOUNT = "mover";
    private static final String PASSWORD = "a-mover's\\secret";

    private final MySqlServer source;
    private final MySqlServer target;
    private final TransferSpec transferSpec;

    /** @param tables CREATE statements whose names stand without schema: {@code create table t (...)} */
    TwoShards(MySqlServer source, MySqlServer target, String... tables) {
        this.source = source;
        this.target = target;
        List.of(source, target).forEach(TwoShards::admitMover);
        source.execute("create schema tessera", "create schema tessera_out_7");
        target.execute(
                "create schema tessera_in_7",
                "create schema if not exists tessera_registry",
                "create table if not exists tessera_registry.move_leases"
                        + " (move_id bigint primary key, bucket char(11), epoch bigint, updated_at datetime(3))",
                "replace into tessera_registry.move_leases values (7, '00000_01023', 3, now(3))");
        TreeSet<String> names = new TreeSet<>();
        for (String table : tables) {
            names.add(table.split("[ (]", -1)[2]);
            source.execute(table.replaceFirst("create table ", "create table tessera."));
            target.execute(table.replaceFirst("create table ", "create table tessera_in_7."));
        }
        transferSpec = new TransferSpec(
                MOVE,
                BUCKET,
                names,
                server("shard-a", source),
                LIVE,
                server("shard-b", target),
                INCOMING,
                Set.of("tessera_out_7"),
                EPOCH);
    }

    static ServerLogin server(String name, MySqlServer server) {
        return new ServerLogin(
                new ShardName(name),
                new ServerAddress(server.host(), server.port()),
                new Credentials(new UserName(ACCOUNT), PASSWORD));
    }

    static void admitMover(MySqlServer server) {
        server.execute(
                "create user if not exists mover identified by 'a-mover''s\\\\secret'", "grant all on *.* to mover");
    }

    TransferSpec transferSpec() {
        return transferSpec;
    }

    String gtidExecuted() {
        return text(source, "select @@global.gtid_executed");
    }

    BucketCopy copy() {
        return new BucketCopy(transferSpec, TransferOptions.defaults(), StopSignal.never(), TransferProgress.none());
    }

    /** As the mover does it; returns the frontier. */
    String fence() {
        StringBuilder sql = new StringBuilder("rename table ");
        transferSpec.tables().forEach(table -> sql.append(sql.length() > 13 ? ", " : "")
                .append("tessera." + table + " to tessera_out_7." + table));
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql.toString());
            try (ResultSet row = statement.executeQuery("select @@global.gtid_executed")) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    List<String> live(String table) {
        return rows(source, LIVE, table);
    }

    List<String> frozen(String table) {
        return rows(source, FROZEN, table);
    }

    List<String> incoming(String table) {
        return rows(target, INCOMING, table);
    }

    /** Every row, by what is stored: bytes in hex, numbers with all their digits, times in UTC. */
    static List<String> rows(MySqlServer server, String schema, String table) {
        List<String> columns = strings(
                server,
                """
                select concat('ifnull(', case
                    when data_type in ('float', 'double') then concat('concat(`', column_name, '` * 1e0)')
                    when data_type in ('enum', 'set', 'bit') then concat('concat(`', column_name, '` + 0)')
                    when data_type in ('geometry', 'point', 'polygon')
                        then concat('concat(hex(st_aswkb(`', column_name, '`)), st_srid(`', column_name, '`))')
                    when data_type regexp 'char|text|blob|binary' then concat('hex(`', column_name, '`)')
                    else concat('concat(`', column_name, '`)') end, ', "NULL")')
                from information_schema.columns where table_schema = '%s' and table_name = '%s'
                order by ordinal_position"""
                        .formatted(schema, table));
        List<String> rows = strings(
                server, "select concat_ws('|', " + String.join(", ", columns) + ") from " + schema + "." + table);
        Collections.sort(rows);
        return rows;
    }

    static String text(MySqlServer server, String sql) {
        return strings(server, sql).get(0);
    }

    static List<String> strings(MySqlServer server, String sql) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set time_zone = '+00:00', sql_mode = ''");
            List<String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
