package dev.tessera.testbed.homes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.testbed.MySqlExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rule about homes can be seen broken. */
class LiveIntervalsTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2).cleanBeforeEach();

    private static final BucketId BUCKET = new BucketId(3072, 4095);

    @Test
    void bucketThatIsLiveOnTwoServers_isFound() {
        LiveIntervals intervals = twoTablesOnTheFirst();
        leaves(0, BUCKET);
        comes(1, BUCKET);

        assertThat(intervals.overlaps()).isEmpty();
        Duration gap = intervals.smallestGap().orElseThrow();
        assertThat(gap).isPositive().isLessThan(Duration.ofMinutes(1));

        comes(0, BUCKET);
        leaves(1, BUCKET);

        assertThat(intervals.overlaps())
                .singleElement()
                .asString()
                .startsWith("bucket 03072_04095 on mysql-1 from ")
                .contains(", and bucket 03072_04095 on mysql-0 from ")
                .endsWith("to the end");
        assertThat(intervals.smallestGap().orElseThrow()).isNegative();
    }

    @Test
    void slotThatIsLiveInTwoBuckets_isFound_evenOnOneServer() {
        LiveIntervals intervals = twoTablesOnTheFirst();
        MYSQL.server(0)
                .execute(
                        "create table away.users_03584_04095 (id int primary key)",
                        "rename table away.users_03584_04095 to tessera.users_03584_04095");

        assertThat(intervals.overlaps())
                .singleElement()
                .asString()
                .contains("bucket 03072_04095 on mysql-0", "bucket 03584_04095 on mysql-0");
    }

    @Test
    void oneTableThatStaysBehind_keepsItsServerAHome() {
        LiveIntervals intervals = twoTablesOnTheFirst();
        MYSQL.server(0).execute("rename table tessera.users_03072_04095 to away.users_03072_04095");
        MYSQL.server(1).execute("rename table away.users_03072_04095 to tessera.users_03072_04095");

        assertThat(intervals.overlaps()).hasSize(1);
    }

    @Test
    void liveTablesThatAreMadeOrDropped_areNotReadOver() {
        LiveIntervals intervals = twoTablesOnTheFirst();
        MYSQL.server(1).execute("create table tessera.users_04096_05119 (id int primary key)");

        assertThatThrownBy(intervals::overlaps)
                .hasMessage("this changes live tables, and only a RENAME may:"
                        + " create table tessera.users_04096_05119 (id int primary key)");
    }

    @Test
    void liveTablesThatAreAltered_stayWhereTheyAre_unlessThatRenamesThem() {
        LiveIntervals intervals = twoTablesOnTheFirst();
        MYSQL.server(0)
                .execute(
                        "alter table tessera.users_03072_04095 add column note int null, rename column id to user_id",
                        "alter table tessera.threads_03072_04095 add key note (id)");
        assertThat(intervals.overlaps()).isEmpty();
        MYSQL.server(0).execute("alter table tessera.users_03072_04095 rename to away.users_03072_04095");
        assertThatThrownBy(intervals::overlaps).hasMessageContaining("only a RENAME may: alter table");
    }

    private static LiveIntervals twoTablesOnTheFirst() {
        MYSQL.servers().forEach(server -> server.execute("create schema tessera", "create schema away"));
        make(0, "tessera");
        make(1, "away");
        return LiveIntervals.fromNowOn(MYSQL.servers());
    }

    private static void make(int server, String schema) {
        MYSQL.server(server)
                .execute(
                        "create table " + schema + ".users_03072_04095 (id int primary key)",
                        "create table " + schema + ".threads_03072_04095 (id int primary key)");
    }

    private static void leaves(int server, BucketId bucket) {
        MYSQL.server(server)
                .execute("rename table `tessera`.`users_" + bucket + "` to `away`.`users_" + bucket
                        + "`, `tessera`.`threads_" + bucket + "` to `away`.`threads_" + bucket + "`");
    }

    private static void comes(int server, BucketId bucket) {
        MYSQL.server(server)
                .execute("rename table `away`.`users_" + bucket + "` to `tessera`.`users_" + bucket
                        + "`, `away`.`threads_" + bucket + "` to `tessera`.`threads_" + bucket + "`");
    }
}
