package dev.tessera.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.audit.AuditReport;
import dev.tessera.testbed.workload.http.RequestKind;
import dev.tessera.testbed.workload.state.AuditRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The audit can fail: whatever a mover might do to rows is found, and named with its ids. */
@ExtendWith(LeakCheck.class)
class AuditTest {
    private static final BucketId HOT = new InitialBuckets(16).get(5);
    private static final long COMMENTS = 300;
    private static final int POLLS = 64;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(2);

    private static TestSystem system;
    private static Workload workload;
    /** Every id of the workload is smaller; those of the one that a test runs for itself are larger. */
    private static long end;

    @BeforeAll
    static void start() throws Exception {
        system = TestSystem.create(16, MYSQL.server(0), MYSQL.server(0), MYSQL.server(1))
                .withApps(2);
        workload = Workload.start(system.options().amongOthers());
        Runs.until(workload, COMMENTS);
        workload.stop();
        end = idAt(Instant.now(), new InitialBuckets(16).get(0));
        assertThat(audit(workload).problems()).isEmpty();
    }

    @AfterAll
    static void stop() throws Exception {
        workload.close();
        system.close();
    }

    @Test
    void commentIsGone() {
        long comment = comment("state = 'visible'");
        try (Tampering deleted = onComments(comment, "delete from %s where comment_id = " + comment)) {
            assertNamed(audit(workload), AuditRule.NOTHING_LOST, "comment " + comment);
        }
    }

    @Test
    void editIsLost() {
        long comment = comment("state = 'visible' and version > 1");
        String revert = "update %s set version = version - 1, body = 'as it was before' where comment_id = " + comment;
        try (Tampering reverted = onComments(comment, revert)) {
            assertNamed(audit(workload), AuditRule.LAST_WRITE_KEPT, "comment " + comment);
        }
    }

    @Test
    void textIsAnother_ofTheSameVersion() {
        long comment = comment("state = 'visible'");
        String exchange = "update %s set body = 'as it never was' where comment_id = " + comment;
        try (Tampering exchanged = onComments(comment, exchange)) {
            assertNamed(audit(workload), AuditRule.LAST_WRITE_KEPT, "comment " + comment);
        }
    }

    @Test
    void deletionIsLost() {
        long comment = comment("state = 'deleted'");
        String revive = "update %s set state = 'visible', version = version - 1, body = 'as it was before'"
                + " where comment_id = " + comment;
        try (Tampering revived = onComments(comment, revive)) {
            assertNamed(audit(workload), AuditRule.LAST_WRITE_KEPT, "comment " + comment);
        }
    }

    @Test
    void countIsOffByOne() {
        long thread = LiveRows.any(system, "threads", "thread_id", "comment_count > 1")
                .get(0);
        String miscount = "update %s set comment_count = comment_count + 1 where thread_id = " + thread;
        try (Tampering miscounted = Tampering.with(system, "threads", bucketOf(thread), miscount)) {
            assertNamed(audit(workload), AuditRule.COUNTS_RIGHT, "thread " + thread);
        }
    }

    @Test
    void answersAreMiscounted() {
        long comment = comment("reply_count > 0");
        String miscount = "update %s set reply_count = reply_count - 1 where comment_id = " + comment;
        try (Tampering miscounted = onComments(comment, miscount)) {
            assertNamed(audit(workload), AuditRule.COUNTS_RIGHT, "comment " + comment, "reply_count");
        }
    }

    /** As of an edit that doesn't touch the thread's row. */
    @Test
    void changeIsBeyondItsThreadsNumber() {
        long comment = comment("true");
        String renumber = "update %s set changed_id = changed_id + (1 << 36) where comment_id = " + comment;
        try (Tampering renumbered = onComments(comment, renumber)) {
            assertNamed(audit(workload), AuditRule.CHANGES_NUMBERED, "comment " + comment);
        }
    }

    /** As of two writers who draw before they have the lock. */
    @Test
    void twoChangesOfAThreadHaveOneNumber() {
        List<Long> answer = any("comments", "comment_id", "parent_id <> 0", "parent_id");
        long comment = answer.get(0);
        String repeat = "update %s set changed_id = " + answer.get(1) + " where comment_id in (" + comment + ", "
                + answer.get(1) + ")";
        try (Tampering repeated = onComments(comment, repeat)) {
            assertNamed(
                    audit(workload),
                    AuditRule.CHANGES_NUMBERED,
                    String.valueOf(comment),
                    String.valueOf(answer.get(1)));
        }
    }

    @Test
    void entryOfAnAuthorsIndexIsGone() {
        List<Long> entry = any("authored_comments", "comment_id", "not deleted", "user_id");
        String delete = "delete from %s where comment_id = " + entry.get(0);
        try (Tampering deleted = Tampering.with(system, "authored_comments", bucketOf(entry.get(1)), delete)) {
            assertNamed(audit(workload), AuditRule.INDEX_COMPLETE, "comment " + entry.get(0));
        }
    }

    @Test
    void entryOfAnAuthorsIndexIsOld() {
        List<Long> entry = any("authored_comments", "comment_id", "deleted", "user_id");
        String age = "update %s set deleted = 0, version = version - 1 where comment_id = " + entry.get(0);
        try (Tampering aged = Tampering.with(system, "authored_comments", bucketOf(entry.get(1)), age)) {
            assertNamed(audit(workload), AuditRule.INDEX_COMPLETE, "comment " + entry.get(0));
        }
    }

    /** An id of tomorrow: the sweep leaves young events alone. */
    @Test
    void eventWasLeftBehind() {
        long event = idAt(Instant.now().plus(Duration.ofDays(1)), HOT);
        String leave = "insert into %s values (" + event + ", 0, 'authored-comment', 1, '{}', now(3))";
        try (Tampering left = Tampering.with(system, "outbox", HOT, leave)) {
            assertNamed(audit(workload), AuditRule.OUTBOX_EMPTY, "event " + event);
        } finally {
            system.homeOf(HOT).execute("delete from tessera." + BucketTables.physicalName("outbox", HOT));
        }
    }

    @Test
    void oneRequestMadeTwoComments() {
        long comment = comment("body is not null");
        long twin = new EntityId(comment).successor().value();
        String columns = "thread_id, parent_id, %s, depth, author_id, author_handle, body, state, version, created_at,"
                + " updated_at";
        String repeat = "insert into %s (comment_id, " + columns.formatted("root_id") + ") select " + twin + ", "
                + columns.formatted(twin)
                + " from %s where comment_id = " + comment;
        try (Tampering doubled = onComments(comment, repeat)) {
            assertNamed(audit(workload), AuditRule.NOTHING_DOUBLED, "comment " + twin, "comment " + comment);
        } finally {
            system.homeOf(bucketOf(comment))
                    .execute("delete from tessera." + BucketTables.physicalName("comments", bucketOf(comment))
                            + " where comment_id = " + twin);
        }
    }

    @Test
    void idempotencyKeyIsGone() {
        long comment = commentWithKey();
        String delete = "delete from %s where json_unquote(json_extract(answer, '$.id')) = '" + comment + "'";
        try (Tampering deleted = Tampering.with(system, "idempotency_keys", bucketOf(comment), delete)) {
            assertNamed(audit(workload), AuditRule.KEYS_KEPT, "comment " + comment);
        }
    }

    @Test
    void userIsGone() {
        long user = any("users", "user_id", "true").get(0);
        String delete = "delete from %s where user_id = " + user;
        try (Tampering deleted = Tampering.with(system, "users", bucketOf(user), delete)) {
            assertNamed(audit(workload), AuditRule.NOTHING_LOST, "user " + user);
        }
    }

    @Test
    void bucketHasTwoLiveHomes() {
        String table = BucketTables.physicalName("comments", HOT);
        MySqlServer other = system.shards().stream()
                .filter(shard -> !shard.equals(system.homeOf(HOT)))
                .findFirst()
                .orElseThrow();
        String like = LiveRows.tables(other).stream()
                .filter(name -> name.startsWith("comments_"))
                .findFirst()
                .orElseThrow();
        other.execute("create table tessera." + table + " like tessera." + like);
        try {
            assertNamed(audit(workload), AuditRule.ONE_LIVE_HOME, "bucket " + HOT, other.address());
        } finally {
            other.execute("drop table tessera." + table);
        }
    }

    /** The row is away while the reader passes, as if it had been committed behind the reader's cursor. */
    @Test
    void readerWasSkippedAComment() {
        try (Workload polled = Workload.start(system.options().amongOthers().withHot(Set.of(HOT), 1))) {
            Runs.until(polled, 40);
            polled.pauseReaders();
            long before = LiveRows.first(system, HOT, "comments", "max(comment_id)", "true")
                    .orElseThrow()
                    .get(0);
            Runs.until(polled, polled.statistics().comments() + 60);
            polled.pause();
            long comment = notLastOfItsThread(before);
            try (Tampering hidden = onComments(comment, "delete from %s where comment_id = " + comment)) {
                polled.resumeReaders();
                awaitPolls(polled);
                hidden.undo();
            }

            assertNamed(audit(polled), AuditRule.READERS_SAW_ALL, "comment " + comment);
        }
    }

    private static long notLastOfItsThread(long after) {
        String later = "exists (select 1 from tessera." + BucketTables.physicalName("comments", HOT)
                + " as later where later.thread_id = one.thread_id and later.comment_id > one.comment_id)";
        return LiveRows.first(system, HOT, "comments", "comment_id", "comment_id > " + after + " and " + later)
                .orElseThrow()
                .get(0);
    }

    /** Each polled thread several times. */
    private static void awaitPolls(Workload polled) {
        Instant resumed = Instant.now();
        Eventually.within(
                Duration.ofSeconds(30),
                () -> polled.requests()
                                .of(RequestKind.POLL)
                                .between(resumed, Instant.MAX)
                                .count()
                        > POLLS,
                "readers have polled every thread");
    }

    private static void assertNamed(AuditReport report, AuditRule rule, String... ids) {
        assertThat(report.problems())
                .as(report.toString())
                .anyMatch(problem -> problem.rule() == rule
                        && List.of(ids).stream()
                                .allMatch(id -> problem.sentence().contains(id)));
    }

    private static AuditReport audit(Workload audited) {
        return audited.audit(system.auditTarget().withTimeout(Duration.ofSeconds(3)));
    }

    private static long comment(String condition) {
        return any("comments", "comment_id", condition).get(0);
    }

    /** A row that the workload of the class has written: its id, and another column. */
    private static List<Long> any(String table, String id, String condition, String... more) {
        String columns = more.length == 0 ? id : id + ", " + more[0];
        return LiveRows.any(system, table, columns, condition + " and " + id + " < " + end);
    }

    private static long idAt(Instant time, BucketId bucket) {
        return EntityId.of(time.toEpochMilli() - EntityId.EPOCH_MILLIS, bucket.firstSlot(), 0)
                .value();
    }

    private static long commentWithKey() {
        return any("idempotency_keys", "json_unquote(json_extract(answer, '$.id'))", "true")
                .get(0);
    }

    private static BucketId bucketOf(long id) {
        return system.buckets().holding(new EntityId(id).slot());
    }

    private static Tampering onComments(long comment, String statement) {
        return Tampering.with(system, "comments", bucketOf(comment), statement);
    }
}
