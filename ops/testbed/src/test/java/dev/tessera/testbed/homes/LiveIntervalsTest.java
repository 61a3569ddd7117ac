package dev.tessera.testbed.homes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.testbed.MySqlExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rule about homes can be seen broken. */
class LiveIntervalsTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2).cleanBeforeEach();

    @Test
    void bucketThatIsLiveOnTwoServers_isFound() {
        LiveIntervals intervals = twoTablesOnTheFirst();
        leaves(0, 3);
        comes(1, 3);

        assertThat(intervals.overlaps()).isEmpty();
        Duration gap = intervals.smallestGap().orElseThrow();
        assertThat(gap).isPositive().isLessThan(Duration.ofMinutes(1));

        comes(0, 3);
        leaves(1, 3);

        assertThat(intervals.overlaps())
                .singleElement()
                .asString()
                .startsWith("bucket 3 on mysql-1 from ")
                .contains(", and bucket 3 on mysql-0 from ")
                .endsWith("to the end");
        assertThat(intervals.smallestGap().orElseThrow()).isNegative();
    }

    @Test
    void oneTableThatStaysBehind_keepsItsServerAHome() {
        LiveIntervals intervals = twoTablesOnTheFirst();
        MYSQL.server(0).execute("rename table tessera.users_0003 to away.users_0003");
        MYSQL.server(1).execute("rename table away.users_0003 to tessera.users_0003");

        assertThat(intervals.overlaps()).hasSize(1);
    }

    @Test
    void liveTablesThatAreMadeOrDropped_areNotReadOver() {
        LiveIntervals intervals = twoTablesOnTheFirst();
        MYSQL.server(1).execute("create table tessera.users_0004 (id int primary key)");

        assertThatThrownBy(intervals::overlaps)
                .hasMessage("this changes live tables, and only a RENAME may:"
                        + " create table tessera.users_0004 (id int primary key)");
    }

    @Test
    void liveTablesThatAreAltered_stayWhereTheyAre_unlessThatRenamesThem() {
        LiveIntervals intervals = twoTablesOnTheFirst();
        MYSQL.server(0)
                .execute(
                        "alter table tessera.users_0003 add column note int null, rename column id to user_id",
                        "alter table tessera.threads_0003 add key note (id)");
        assertThat(intervals.overlaps()).isEmpty();
        MYSQL.server(0).execute("alter table tessera.users_0003 rename to away.users_0003");
        assertThatThrownBy(intervals::overlaps).hasMessageContaining("only a RENAME may: alter table");
    }

    private static LiveIntervals twoTablesOnTheFirst() {
        MYSQL.servers().forEach(server -> server.execute("create schema tessera", "create schema away"));
        make(0, "tessera");
        make(1, "away");
        return LiveIntervals.fromNowOn(MYSQL.servers(), 16);
    }

    private static void make(int server, String schema) {
        MYSQL.server(server)
                .execute(
                        "create table " + schema + ".users_0003 (id int primary key)",
                        "create table " + schema + ".threads_0003 (id int primary key)");
    }

    private static void leaves(int server, int bucket) {
        MYSQL.server(server)
                .execute("rename table `tessera`.`users_000" + bucket + "` to `away`.`users_000" + bucket
                        + "`, `tessera`.`threads_000" + bucket + "` to `away`.`threads_000" + bucket + "`");
    }

    private static void comes(int server, int bucket) {
        MYSQL.server(server)
                .execute("rename table `away`.`users_000" + bucket + "` to `tessera`.`users_000" + bucket
                        + "`, `away`.`threads_000" + bucket + "` to `tessera`.`threads_000" + bucket + "`");
    }
}
