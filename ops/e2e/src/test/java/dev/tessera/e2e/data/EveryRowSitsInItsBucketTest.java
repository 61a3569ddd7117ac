package dev.tessera.e2e.data;

import static dev.tessera.e2e.data.Row.slotInBits;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was written over HTTP, looked for in the tables themselves: every table of both shards is read. */
class EveryRowSitsInItsBucketTest {
    private static final int BUCKETS = 64;
    private static final Set<String> TABLES =
            Set.of("users", "authored_comments", "threads", "comments", "outbox", "idempotency_keys");

    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2);

    private static final InitialBuckets buckets = new InitialBuckets(BUCKETS);

    private static TestCluster cluster;
    private static Village village;
    /** As the writers left them, with every event still in its outbox. */
    private static StoredRows atFirst;
    /** Once all outboxes are empty. */
    private static StoredRows atLast;

    @BeforeAll
    static void load() throws Exception {
        cluster = TestCluster.initialised(BUCKETS, mysql.server(0), mysql.server(0), mysql.server(1));
        try (LocalApp app = LocalApp.leavingEventsBehind(cluster)) {
            village = new Village(app.port());
            village.settle();
        }
        atFirst = StoredRows.read(cluster);
        try (LocalApp sweeping = LocalApp.sweeping(cluster)) {
            StoredRows.awaitEmpty(cluster, "outbox");
        }
        atLast = StoredRows.read(cluster);
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @Test
    void everyBucketHasItsTablesOnItsShard_andOnNoOther() {
        Set<String> expected = buckets.all().stream()
                .flatMap(bucket -> TABLES.stream()
                        .map(table -> (bucket.lastSlot() < SlotFunction.SLOTS / 2 ? "shard-a " : "shard-b ")
                                + BucketTables.physicalName(table, bucket)))
                .collect(Collectors.toSet());
        assertThat(atLast.tables())
                .extracting(table -> table.shard() + " " + table.physicalName())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void usersSitWhereTheBytesOfTheirHandlesSay() {
        assertThat(atLast.of("users")).hasSize(Village.USERS).allSatisfy(user -> {
            int slot = SlotFunction.slotOf(user.bytes("handle"));
            assertThat(user.table().bucket().contains(slot)).isTrue();
            assertThat(slotInBits(user.number("user_id"))).isEqualTo(slot);
        });
        assertThat(atLast.byId("users", "user_id").keySet()).containsExactlyInAnyOrderElementsOf(village.users());
    }

    @Test
    void threadsSitWhereTheBytesOfSiteAndPathSay() {
        assertThat(atLast.of("threads")).hasSize(Village.THREADS).allSatisfy(thread -> {
            int slot = SlotFunction.slotOf(threadKey(thread));
            assertThat(thread.table().bucket().contains(slot)).isTrue();
            assertThat(slotInBits(thread.number("thread_id"))).isEqualTo(slot);
        });
        assertThat(atLast.byId("threads", "thread_id").keySet()).containsExactlyInAnyOrderElementsOf(village.threads());
    }

    /** Site, a zero byte, path. */
    private static byte[] threadKey(Row thread) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        key.writeBytes(thread.bytes("site"));
        key.write(0);
        key.writeBytes(thread.bytes("path"));
        return key.toByteArray();
    }

    @Test
    void commentsSitBesideTheirThread_withTheirParentAndTheirRoot() {
        Map<Long, Row> threads = atLast.byId("threads", "thread_id");
        Map<Long, Row> comments = atLast.byId("comments", "comment_id");
        assertThat(comments.keySet()).containsExactlyInAnyOrderElementsOf(village.comments());
        assertThat(comments.values()).allSatisfy(comment -> {
            BucketId bucket = comment.table().bucket();
            int slot = slotInBits(comment.number("thread_id"));
            assertThat(bucket.contains(slot)).isTrue();
            Row thread = present(threads, comment.number("thread_id"));
            assertThat(thread.table().bucket()).isEqualTo(bucket);
            assertThat(List.of("comment_id", "thread_id", "root_id"))
                    .allSatisfy(column ->
                            assertThat(slotInBits(comment.number(column))).isEqualTo(slot));
            Row root = present(comments, comment.number("root_id"));
            assertThat(root.number("thread_id")).isEqualTo(comment.number("thread_id"));
            assertThat(root.number("parent_id")).isZero();
            if (comment.number("parent_id") == 0) {
                assertThat(root).isEqualTo(comment);
            } else {
                Row parent = present(comments, comment.number("parent_id"));
                assertThat(slotInBits(comment.number("parent_id"))).isEqualTo(slot);
                assertThat(parent.number("thread_id")).isEqualTo(comment.number("thread_id"));
                assertThat(parent.number("root_id")).isEqualTo(comment.number("root_id"));
                assertThat(comment.number("depth")).isEqualTo(parent.number("depth") + 1);
            }
        });
    }

    @Test
    void threadsCountTheirVisibleComments_andKnowTheLastOne() {
        Map<Long, List<Row>> comments =
                atLast.of("comments").stream().collect(Collectors.groupingBy(row -> row.number("thread_id")));
        assertThat(atLast.of("threads")).allSatisfy(thread -> {
            List<Row> own = comments.getOrDefault(thread.number("thread_id"), List.of());
            assertThat(thread.number("comment_count"))
                    .isEqualTo(own.stream()
                            .filter(comment -> comment.text("state").equals("visible"))
                            .count());
            assertThat(thread.number("last_comment_id"))
                    .isEqualTo(own.stream()
                            .mapToLong(comment -> comment.number("comment_id"))
                            .max()
                            .orElse(0));
        });
        assertThat(atLast.of("comments"))
                .filteredOn(comment -> comment.text("state").equals("deleted"))
                .allMatch(comment -> comment.isNull("body"))
                .extracting(comment -> comment.number("comment_id"))
                .containsExactlyInAnyOrderElementsOf(village.deleted());
    }

    @Test
    void idempotencyKeysSitBesideTheCommentTheyMade() {
        Map<Long, Row> comments = atLast.byId("comments", "comment_id");
        assertThat(atLast.of("idempotency_keys")).hasSizeGreaterThan(300).allSatisfy(key -> {
            long id = new ObjectMapper().readTree(key.text("answer")).path("id").asLong();
            Row comment = present(comments, id);
            assertThat(comment.table().bucket()).isEqualTo(key.table().bucket());
            assertThat(key.number("slot")).isEqualTo(slotInBits(id));
            assertThat(key.text("endpoint")).isEqualTo("POST /v1/threads/" + comment.number("thread_id") + "/comments");
            assertThat(key.text("principal")).isEqualTo(String.valueOf(comment.number("author_id")));
        });
    }

    @Test
    void eventsWaitBesideTheCommentTheySpeakOf_andNameTheSlotOfItsAuthor() {
        Map<Long, Row> comments = atFirst.byId("comments", "comment_id");
        assertThat(atFirst.of("outbox"))
                .hasSizeGreaterThan(
                        village.comments().size() + village.deleted().size())
                .allSatisfy(event -> {
                    Row comment = present(comments, commentOf(event));
                    assertThat(slotInBits(event.number("event_id")))
                            .isEqualTo(slotInBits(comment.number("comment_id")));
                    assertThat(comment.table().bucket()).isEqualTo(event.table().bucket());
                    assertThat(event.number("destination_slot")).isEqualTo(slotInBits(comment.number("author_id")));
                });
        assertThat(atFirst.of("authored_comments")).isEmpty();
    }

    private static long commentOf(Row event) throws IOException {
        return new ObjectMapper()
                .readTree(event.text("payload"))
                .path("comment_id")
                .asLong();
    }

    @Test
    void authorsIndexNamesEveryCommentOfTheAuthorOnce_inTheBucketOfTheAuthor() {
        Map<Long, Row> users = atLast.byId("users", "user_id");
        assertThat(atLast.of("authored_comments")).allSatisfy(entry -> {
            BucketId bucket = entry.table().bucket();
            assertThat(bucket.contains(slotInBits(entry.number("user_id")))).isTrue();
            present(users, entry.number("user_id"));
        });
        assertThat(entries(atLast.of("authored_comments"), "user_id", entry -> entry.truth("deleted")))
                .isEqualTo(entries(atLast.of("comments"), "author_id", comment -> comment.text("state")
                        .equals("deleted")));
    }

    private static List<String> entries(List<Row> rows, String author, Predicate<Row> isDeleted) {
        List<String> entries = new ArrayList<>(rows.stream()
                .map(row -> row.number(author) + " wrote " + row.number("comment_id") + " in "
                        + row.number("thread_id") + (isDeleted.test(row) ? ", deleted" : "") + ", version "
                        + row.number("version"))
                .toList());
        Collections.sort(entries);
        return entries;
    }

    @Test
    void rowsAreSpread_withinAFifth() {
        Map<ShardName, Long> rows = atLast.countByShard();
        assertThat(rows).hasSize(2);
        long least = Collections.min(rows.values());
        long most = Collections.max(rows.values());
        assertThat(least).as(rows.toString()).isGreaterThanOrEqualTo(most * 4 / 5);
        assertThat(Stream.of("users", "threads").mapToInt(table -> (int) atLast.of(table).stream()
                        .map(row -> row.table().bucket())
                        .distinct()
                        .count()))
                .as("buckets that hold users, and threads")
                .allMatch(used -> used == BUCKETS);
    }

    private static Row present(Map<Long, Row> rows, long id) {
        assertThat(rows).containsKey(id);
        return Objects.requireNonNull(rows.get(id));
    }
}
