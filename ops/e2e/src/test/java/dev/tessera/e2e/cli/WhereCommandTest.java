package dev.tessera.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.ThreadKey;
import dev.tessera.shardconfig.UserHandle;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code shardctl where} and {@code shardctl bucket}: from a key to its server, and what the servers show. */
class WhereCommandTest {
    private static final InitialBuckets BUCKETS = new InitialBuckets(4);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3).cleanBeforeEach();

    private TestCluster cluster;

    @BeforeEach
    void make() {
        cluster = TestCluster.initialised(BUCKETS.count(), MYSQL.server(0), MYSQL.server(1), MYSQL.server(2));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void everyKindOfKey_leadsToItsSlotBucketAndShard() {
        int slot = SlotFunction.slotOf(UserHandle.of("Ada.Amber"));
        BucketId bucket = BUCKETS.holding(slot);
        assertThat(where("handle", "Ada.Amber").done())
                .containsExactly(
                        "handle       ada.amber",
                        "slot         " + slot,
                        "bucket       " + bucket,
                        "shard        " + shardOf(bucket),
                        "state        live, epoch 1",
                        "live tables  6 of bucket " + bucket + " on " + shardOf(bucket));

        int slotOfThread = SlotFunction.slotOf(ThreadKey.of("blog.example.com", "/a"));
        assertThat(where("thread", "Blog.Example.com", "/a").done())
                .contains("thread       blog.example.com/a", "slot         " + slotOfThread);

        EntityId id = EntityId.of(1_000, 9_000, 7);
        assertThat(where("id", id.toString()).done())
                .contains(
                        "id           " + id + ", made at 2025-01-01T00:00:01Z",
                        "slot         9000",
                        "shard        shard-b");
    }

    @Test
    void whatIsNoKey_isRefused() {
        assertThat(wrong(where("handle", "no spaces"))).contains("a handle begins with a letter or digit");
        assertThat(wrong(where("id", "0"))).contains("not an id: a decimal number from 1");
        assertThat(wrong(ShardctlRun.on(cluster, "bucket", "show", "16384"))).contains("there is no slot 16384");
        assertThat(wrong(ShardctlRun.on(cluster, "bucket", "show", "0-9000")))
                .contains("'0-9000' are 3 buckets; name one: [00000_04095, 04096_08191, 08192_12287]");
    }

    @Test
    void bucketThatStandsElsewhereThanTheDirectorySays_isSeen() throws IOException {
        BucketId bucket = BUCKETS.get(1);
        MYSQL.server(1).execute("create schema aside");
        for (String table : new String[] {"users", "threads"}) {
            String name = BucketTables.physicalName(table, bucket);
            MYSQL.server(1).execute("rename table tessera." + name + " to aside." + name);
        }
        MYSQL.server(2)
                .execute("create table tessera." + BucketTables.physicalName("users", new BucketId(5000, 5999))
                        + " (user_id bigint primary key)");

        ShardctlRun run = ShardctlRun.on(cluster, "bucket", "show", "5000");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.text())
                .contains("live tables  4 of bucket 04096_08191 on shard-a")
                .contains("live tables  1 of bucket 05000_05999 on shard-b")
                .contains("PROBLEM: the servers show something else than the directory publishes");

        MYSQL.server(0)
                .execute("update tessera_directory.placements set state = 'cutover' where bucket = '" + bucket + "'");
        assertThat(ShardctlRun.on(cluster, "bucket", "show", "5000").done())
                .as("between two homes servers may show anything")
                .contains("state        cutover, epoch 1");

        JsonNode json = new ObjectMapper()
                .readTree(ShardctlRun.on(cluster, "bucket", "show", "04096_08191", "--json")
                        .text());
        assertThat(json.path("first_slot").asInt()).isEqualTo(4096);
        assertThat(json.path("live").get(0).path("tables").asInt()).isEqualTo(4);
    }

    @Test
    void list_hasALineForEachBucket() throws IOException {
        assertThat(ShardctlRun.on(cluster, "bucket", "list").done())
                .filteredOn(line -> line.matches(" *[0-9]{5}_[0-9]{5} +shard-[ab] +1 +live +1 +6 .*"))
                .hasSize(4);
        JsonNode json = new ObjectMapper()
                .readTree(ShardctlRun.on(cluster, "bucket", "list", "--json").text());
        assertThat(json).hasSize(4);
        assertThat(json.get(3).path("bucket").asText()).isEqualTo("12288_16383");
        assertThat(json.get(3).path("last_slot").asInt()).isEqualTo(16_383);
    }

    private ShardctlRun where(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "where";
        System.arraycopy(words, 0, command, 1, words.length);
        return ShardctlRun.on(cluster, command);
    }

    private static String wrong(ShardctlRun run) {
        assertThat(run.code()).isEqualTo(2);
        return String.join("\n", run.err());
    }

    private static String shardOf(BucketId bucket) {
        return bucket.lastSlot() < SlotFunction.SLOTS / 2 ? "shard-a" : "shard-b";
    }
}
