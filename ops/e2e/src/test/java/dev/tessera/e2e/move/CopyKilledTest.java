package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRequest;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.workload.state.Preload;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A mover is killed -9 in the middle of its copy, again and again: {@code -Dtessera.move.copyKills=50} times in full. */
class CopyKilledTest {
    static final int BATCH = 200;

    private static final int KILLS = Integer.getInteger("tessera.move.copyKills", 2);
    private static final int ROWS = Math.max(12_000, 4_000 * KILLS);
    /** Together about so long as all kills need. */
    private static final long PAUSE_MILLIS = 1_000L * KILLS * BATCH / ROWS * (ROWS < 40_000 ? 1 : 3);

    private static final Pattern ROWS_COPIED = Pattern.compile("\"rows_copied\": ?(\\d+)");
    private static final int WORKERS = 3;
    private static final BucketId BUCKET = new InitialBuckets(16).get(3);
    private static final Duration RESUMED = Duration.ofSeconds(10);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    private final Random lot = new Random();

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void killedMidCopy_goesOnFromTheLastCommittedRows() throws Exception {
        try (TestSystem system = TestSystem.create(16, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2));
                Cluster cluster =
                        new Cluster(system.cluster().config(), system.cluster().operator(), Changelogs.shipped())) {
            new Preload(system.shardAddresses(), system.cluster().operator()).fill(BUCKET, ROWS);
            long undisturbed = statementsOf(MYSQL.server(2), () -> carry(system, cluster, "shard-b", 0));
            long killed = statementsOf(MYSQL.server(1), () -> carry(system, cluster, "shard-a", KILLS));

            System.out.println(KILLS + " kills: " + undisturbed + " inserts undisturbed, " + killed + " with kills");
            // A batch of each worker may have been under way; and each start takes its lease there.
            assertThat(killed - undisturbed).isLessThanOrEqualTo((long) KILLS * (WORKERS + 1));
        }
    }

    private void carry(TestSystem system, Cluster cluster, String target, int kills) throws InterruptedException {
        ShardName from = cluster.placements().find(BUCKET).orElseThrow().shard();
        Move move = cluster.registry()
                .open(MoveRequest.plain(BUCKET, from, new ShardName(target), 1, CutoverMode.AUTO, "a test"), 0);
        MySqlServer server = target.equals("shard-a") ? MYSQL.server(1) : MYSQL.server(2);
        for (int kill = 0; kill < kills; kill++) {
            kill(system, cluster, move, server);
        }
        long counted = kills == 0 ? 0 : rowsCopied(cluster, move);
        long there = kills == 0 ? 0 : rows(server, move.incomingSchema());
        try (MoverProcess mover = mover(system, move)) {
            mover.awaitEnd();
            assertThat(mover.outcome()).isEqualTo("SWITCHED");
        }
        // What the killed ones wrote down, and all that they hadn't committed.
        assertThat(rowsCopied(cluster, move)).isEqualTo(counted + rows(server, "tessera") - there);
        MySqlServer source = server == MYSQL.server(1) ? MYSQL.server(2) : MYSQL.server(1);
        assertThat(text(server, "checksum table tessera.comments_03072_04095", 2))
                .isEqualTo(text(source, "checksum table " + move.frozenSchema() + ".comments_03072_04095", 2));
        new Operator(cluster).complete(move.moveId());
    }

    /** At some moment of a copy that has gone on by a batch at least. */
    private void kill(TestSystem system, Cluster cluster, Move move, MySqlServer target) throws InterruptedException {
        String progress = "select coalesce(group_concat(copied_to order by table_name, range_number), '') from "
                + move.incomingSchema() + ".transfer_ranges";
        String before = copying(cluster, move) ? text(target, progress, 1) : "";
        try (MoverProcess mover = mover(system, move)) {
            assertThat(mover.awaitMilestone()).isTrue();
            Eventually.within(RESUMED, () -> !text(target, progress, 1).equals(before), "the copy goes on");
            Thread.sleep(lot.nextInt(500));
        }
        assertThat(copying(cluster, move))
                .as("killed in the middle of the copy")
                .isTrue();
        Eventually.within(
                MoverProcess.LEASE.plusSeconds(5),
                () -> cluster.journal().get(move.moveId()).leaseHolder().isEmpty(),
                "the lease runs out");
    }

    private static long rowsCopied(Cluster cluster, Move move) {
        Matcher copied = ROWS_COPIED.matcher(
                cluster.journal().get(move.moveId()).progress().orElse(""));
        return copied.find() ? Long.parseLong(copied.group(1)) : 0;
    }

    private static long rows(MySqlServer server, String schema) {
        return Stream.of("users", "threads", "comments", "authored_comments")
                .mapToLong(table -> Long.parseLong(
                        text(server, "select count(*) from " + schema + "." + table + BucketTables.suffix(BUCKET), 1)))
                .sum();
    }

    private static boolean copying(Cluster cluster, Move move) {
        return cluster.journal().get(move.moveId()).phase() == MovePhase.COPYING;
    }

    private static MoverProcess mover(TestSystem system, Move move) {
        return MoverProcess.start(
                system.folder(),
                "copy:before-act",
                "nothing",
                "copy-slowly",
                Long.toString(move.moveId()),
                Long.toString(PAUSE_MILLIS));
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private static long statementsOf(MySqlServer server, Work work) throws Exception {
        String inserts = "show global status like 'Com_insert'";
        long before = Long.parseLong(text(server, inserts, 2));
        work.run();
        return Long.parseLong(text(server, inserts, 2)) - before;
    }

    private static String text(MySqlServer server, String query, int column) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(column);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
