package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRequest;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is asked for wrongly is told in one clear message, and nothing is touched. */
class MoveRefusalsTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    /** Of 16 buckets the first eight are born on shard-a, the others on shard-b. */
    private static TestCluster cluster;

    @BeforeAll
    static void init() {
        cluster = TestCluster.initialised(16, MYSQL.server(0), MYSQL.server(0), MYSQL.server(1));
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @AfterEach
    void nothingWasTouched() {
        try (Cluster directory = new Cluster(cluster.config(), cluster.operator(), Changelogs.shipped())) {
            assertThat(directory.journal().all())
                    .allMatch(move -> move.requestedBy().equals("this test"));
            assertThat(directory.placements().all()).allMatch(placement -> placement.epoch() == 1);
        }
    }

    @Test
    void unknownSlot_isRefusedWithTheSlotsThatThereAre() {
        assertRefused(run("3072,16384", "shard-b"), "there is no slot 16384: slots are 0 to 16383");
    }

    @Test
    void unknownShard_isRefusedWithTheShardsThatThereAre() {
        assertRefused(
                run("3072", "shard-z"), "there is no shard shard-z in cluster test; there are [shard-a, shard-b]");
    }

    @Test
    void bucketThatIsThere_isSkipped() {
        ShardctlRun run = run("9216", "shard-b");

        assertThat(run.done()).containsExactly("already there, skipped: [09216_10239]", "nothing to do");
    }

    @Test
    void withoutExecute_thePlanIsShownAndNothingIsDone() {
        ShardctlRun run = run("3072,9216", "shard-b");

        assertThat(run.done())
                .contains("already there, skipped: [09216_10239]")
                .anyMatch(line -> line.matches(" *03072_04095 +shard-a +shard-b +1 .*"))
                .contains("nothing was done; say --execute to do it");
    }

    /** Who took it from the process that has it would work at it beside that one's limits. */
    @Test
    void moveThatWaitsForItsTurn_isSaidToBe_andIsNotResumedElsewhere() throws InterruptedException {
        try (Cluster opener = new Cluster(cluster.config(), cluster.operator(), Changelogs.shipped())) {
            Move queued = opener.registry()
                    .open(
                            MoveRequest.plain(
                                    new InitialBuckets(16).get(6),
                                    new ShardName("shard-a"),
                                    new ShardName("shard-b"),
                                    1,
                                    CutoverMode.AUTO,
                                    "this test"),
                            0,
                            Optional.of(opener.claims().of("an opener")));

            assertRefused(
                    ShardctlRun.on(cluster, "move", "resume", Long.toString(queued.moveId())),
                    queued.describe() + " isn't interrupted: an opener has it, and starts it when its turn comes;"
                            + " it can be resumed when that process is gone");
            assertThat(ShardctlRun.on(cluster, "move", "list").text())
                    .contains("an opener, queued", "not begun; an opener starts it when its turn comes");
            assertThat(ShardctlRun.on(cluster, "move", "list", "--json").text())
                    .contains("\"state\" : \"queued\"", "\"claimed_by\" : \"an opener\"");
            assertThat(ShardctlRun.on(cluster, "doctor").done()).containsExactly("no rule is broken");

            ShardctlRun abort = ShardctlRun.on(cluster, "move", "abort", Long.toString(queued.moveId()));
            assertThat(abort.done())
                    .containsExactly(queued.describe() + " is aborted; bucket 06144_07167 lives on shard-a");
            List<MoveOutcome> outcomes = new Mover(
                            new MoverContext(opener, MoveOptions.defaults(), Milestones.none(), "an opener"),
                            MoveWatch.none())
                    .run(List.of(queued), new ConcurrencyLimits(1, 1));
            assertThat(outcomes).extracting(MoveOutcome::end).containsExactly(MoveOutcome.End.ABORTED);
        }
    }

    @Test
    void bucketThatIsBeingMoved_isRefusedByTheNumberOfItsMove() {
        try (Cluster directory = new Cluster(cluster.config(), cluster.operator(), Changelogs.shipped())) {
            long move = directory
                    .registry()
                    .open(
                            MoveRequest.plain(
                                    new InitialBuckets(16).get(5),
                                    new ShardName("shard-a"),
                                    new ShardName("shard-b"),
                                    1,
                                    CutoverMode.AUTO,
                                    "this test"),
                            0)
                    .moveId();

            assertRefused(
                    execute("5120"),
                    "move " + move
                            + " of bucket 05120_06143 from shard-a to shard-b is planned; resume or abort that one");
            ShardctlRun.on(cluster, "move", "abort", Long.toString(move)).done();
        }
    }

    @Test
    void targetWithAnotherSchemaVersion_isRefused() {
        MYSQL.server(1).execute("update tessera_registry.bucket_schema set version = 2 where bucket = '09216_10239'");
        try {
            assertRefused(
                    execute("3072"),
                    "bucket 03072_04095 has schema version 1, and buckets on shard-b have [2]; run `shardctl migrate` first");
        } finally {
            MYSQL.server(1)
                    .execute("update tessera_registry.bucket_schema set version = 1 where bucket = '09216_10239'");
        }
    }

    /** A migration passes over buckets that are being moved: to run it once more would not help. */
    @Test
    void moveThatWasOpenedBeforeAMigration_isRefusedByItsNumber() {
        try (Cluster directory = new Cluster(cluster.config(), cluster.operator(), Changelogs.shipped())) {
            long move = directory
                    .registry()
                    .open(
                            MoveRequest.plain(
                                    new InitialBuckets(16).get(6),
                                    new ShardName("shard-a"),
                                    new ShardName("shard-b"),
                                    1,
                                    CutoverMode.AUTO,
                                    "this test"),
                            0)
                    .moveId();
            MYSQL.server(1)
                    .execute("update tessera_registry.bucket_schema set version = 2 where bucket = '09216_10239'");
            try {
                ShardctlRun run = ShardctlRun.on(cluster, "move", "resume", Long.toString(move), "--disk-unchecked");

                assertThat(String.join("\n", run.out()) + run.err())
                        .contains(
                                "bucket 06144_07167 has schema version 1, and buckets on shard-b have [2]; move " + move
                                        + " was opened before a migration, which passes over buckets that are being moved:"
                                        + " `shardctl move abort " + move
                                        + "`, then `shardctl migrate`, then move the bucket again");
            } finally {
                MYSQL.server(1)
                        .execute("update tessera_registry.bucket_schema set version = 1 where bucket = '09216_10239'");
                ShardctlRun.on(cluster, "move", "abort", Long.toString(move)).done();
            }
        }
    }

    @Test
    void minimalRowImage_isRefused() {
        MYSQL.server(0).execute("set global binlog_row_image = 'MINIMAL'");
        try {
            assertRefused(execute("3072"), "shard-a has binlog_row_image=MINIMAL; a move needs FULL");
        } finally {
            MYSQL.server(0).execute("set global binlog_row_image = 'FULL'");
        }
    }

    @Test
    void commitsInAnotherOrderThanTheBinlogs_areRefused() {
        MYSQL.server(0).execute("set global binlog_order_commits = off");
        try {
            assertRefused(execute("3072"), "shard-a has binlog_order_commits=OFF; a move needs ON");
        } finally {
            MYSQL.server(0).execute("set global binlog_order_commits = on");
        }
    }

    @Test
    void triggerOnABucketTable_isRefused() {
        MYSQL.server(0)
                .execute("create trigger tessera.shouting before insert on tessera.users_03072_04095 for each row"
                        + " set new.role = upper(new.role)");
        try {
            assertRefused(
                    execute("3072"),
                    "trigger shouting on users_03072_04095: a move can't transfer it; remove it by a migration");
        } finally {
            MYSQL.server(0).execute("drop trigger tessera.shouting");
        }
    }

    /** The dry run says what the mover would. */
    @Test
    void columnThatNoChangelogMakes_isRefused() {
        MYSQL.server(0).execute("alter table tessera.users_03072_04095 add column c int default 7");
        try {
            String reason =
                    "bucket 03072_04095 on shard-a is not what schema version 1 makes: users_03072_04095: shard-a has `c` int DEFAULT"
                            + " '7', the changelog hasn't; put that right on shard-a, or make it a migration of all buckets";
            assertRefused(run("3072", "shard-b"), reason);
            assertRefused(execute("3072"), reason);
        } finally {
            MYSQL.server(0).execute("alter table tessera.users_03072_04095 drop column c");
        }
    }

    /** Its server prints those without a tag first. */
    @Test
    void tagOfAGtid_isRefusedByName() {
        MYSQL.server(0)
                .execute("set gtid_next = 'automatic:a_tag'", "create schema tagged", "set gtid_next = 'automatic'");
        try {
            assertRefused(
                    run("3072", "shard-b"),
                    "shard-a has GTIDs with tags, " + MYSQL.server(0).uuid()
                            + ":a_tag, which a move can't follow; they stay in its history until `reset binary logs and"
                            + " gtids` on it and its replicas");
        } finally {
            MYSQL.server(0).execute("drop schema tagged", "reset binary logs and gtids");
        }
    }

    @Test
    void diskThatNobodyKnows_isRefused() {
        ShardctlRun run = ShardctlRun.on(cluster, "move", "3072", "--to", "shard-b", "--execute");

        assertRefused(
                run,
                "cluster.yml doesn't say disk_bytes of shard-b, and SQL can't see free disk; say it there, or"
                        + " --disk-unchecked");
    }

    @Test
    void unknownMove_isRefused() {
        assertRefused(ShardctlRun.on(cluster, "move", "complete", "4711"), "there is no move 4711");
    }

    private static ShardctlRun run(String buckets, String target) {
        return ShardctlRun.on(cluster, "move", buckets, "--to", target, "--disk-unchecked");
    }

    private static ShardctlRun execute(String buckets) {
        return ShardctlRun.on(cluster, "move", buckets, "--to", "shard-b", "--disk-unchecked", "--execute");
    }

    private static void assertRefused(ShardctlRun run, String reason) {
        List<String> said =
                Stream.concat(run.out().stream(), run.err().stream()).toList();
        assertThat(run.code()).as(String.join("\n", said)).isEqualTo(2);
        assertThat(said).anyMatch(line -> line.endsWith(reason));
    }
}
