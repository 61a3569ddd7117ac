package dev.tessera.router.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.router.internal.route.LogicalTable;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class BucketCatalogTest {
    private static final int COUNT = 30;

    private static final InitialBuckets BUCKETS = new InitialBuckets(COUNT);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1);

    @BeforeAll
    static void create() throws SQLException {
        try (Connection connection = MYSQL.server(0).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema tessera");
            for (BucketId bucket : BUCKETS.all()) {
                statement.execute(
                        "create table tessera.users_%s (user_id bigint primary key, name varchar(9), at datetime(3))"
                                .formatted(bucket));
                statement.execute("create table tessera.seen_%s (b int unsigned, a binary(4), primary key (a, b))"
                        .formatted(bucket));
            }
        }
    }

    @Test
    void tablesOfABucket_areReadWithTheirColumns_andNoOthers() throws SQLException {
        try (Connection connection = MYSQL.server(0).connect()) {
            assertThat(BucketCatalog.read(connection, BUCKETS.get(17)))
                    .containsExactly(
                            new LogicalTable(
                                    "seen", List.of(column("b", Types.INTEGER, true), column("a", Types.BINARY, true))),
                            new LogicalTable(
                                    "users",
                                    List.of(
                                            column("user_id", Types.BIGINT, true),
                                            column("name", Types.VARCHAR, false),
                                            column("at", Types.TIMESTAMP, false))));
        }
    }

    @Test
    void bucketWithoutTables_isAnsweredAsMySqlAnswersAMissingTable() throws SQLException {
        try (Connection connection = MYSQL.server(0).connect()) {
            assertThatThrownBy(() -> BucketCatalog.read(connection, new BucketId(0, 1_023)))
                    .isInstanceOfSatisfying(SQLException.class, gone -> assertThat(gone.getErrorCode())
                            .isEqualTo(1146))
                    .hasMessage("no tables of bucket 00000_01023");
        }
    }

    /** However many tables there are, the names are what is scanned: never their columns. */
    @Test
    void columnsOfOtherBuckets_areNotRead() throws SQLException {
        try (Connection connection = MYSQL.server(0).connect()) {
            BucketCatalog.read(connection, BUCKETS.get(17));
            long before = rowsRead(connection);
            BucketCatalog.read(connection, BUCKETS.get(18));
            assertThat(rowsRead(connection) - before).isLessThan(2 * COUNT + 200);
        }
    }

    private static LogicalTable.LogicalColumn column(String name, int type, boolean primaryKey) {
        return new LogicalTable.LogicalColumn(name, type, primaryKey);
    }

    private static long rowsRead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show session status like 'Handler_read%'")) {
            long sum = 0;
            while (rows.next()) {
                sum += rows.getLong(2);
            }
            return sum;
        }
    }
}
