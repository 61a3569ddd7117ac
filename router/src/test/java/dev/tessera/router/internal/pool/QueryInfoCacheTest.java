package dev.tessera.router.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.QueryInfo;
import com.mysql.cj.jdbc.ClientPreparedStatement;
import dev.tessera.router.Tls;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class QueryInfoCacheTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    @Test
    void textIsTakenApartOnce_forAllConnectionsToAServer() throws SQLException {
        try (Connection one = connect(MYSQL.server(0));
                Connection other = connect(MYSQL.server(0))) {
            String sql = "select ? + 1 as taken_apart_once";
            assertThat(infoOf(one, sql)).isSameAs(infoOf(one, sql)).isSameAs(infoOf(other, sql));
        }
    }

    @Test
    void eachServerTakesItApartForItself_asItsSqlModeMayBeAnother() throws SQLException {
        try (Connection one = connect(MYSQL.server(0));
                Connection other = connect(MYSQL.server(1))) {
            String sql = "select ? + 2 as taken_apart_twice";
            assertThat(infoOf(one, sql)).isNotSameAs(infoOf(other, sql));
        }
    }

    @Test
    void longText_isNotKept() throws SQLException {
        try (Connection connection = connect(MYSQL.server(0))) {
            String sql = "select ? + 3 /* " + "long ".repeat(500) + "*/";
            assertThat(infoOf(connection, sql)).isNotSameAs(infoOf(connection, sql));
        }
    }

    @Test
    void textThatWasKept_isBoundAnewEachTime() throws SQLException {
        try (Connection connection = connect(MYSQL.server(0))) {
            for (int number = 0; number < 3; number++) {
                try (PreparedStatement statement = connection.prepareStatement("select ?, '?', ? * 2")) {
                    statement.setInt(1, number);
                    statement.setInt(2, number);
                    try (ResultSet row = statement.executeQuery()) {
                        assertThat(row.next()).isTrue();
                        assertThat(row.getInt(1)).isEqualTo(number);
                        assertThat(row.getString(2)).isEqualTo("?");
                        assertThat(row.getInt(3)).isEqualTo(2 * number);
                    }
                }
            }
        }
    }

    private static QueryInfo infoOf(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return ((ClientPreparedStatement) statement).getQueryInfo();
        }
    }

    private static Connection connect(MySqlServer server) throws SQLException {
        Duration second = Duration.ofSeconds(1);
        String url = MySqlUrl.of(ServerAddress.parse(server.address()), "mysql", Tls.DISABLED, second, second);
        return DriverManager.getConnection(url, MySqlServer.USER, MySqlServer.PASSWORD);
    }
}
