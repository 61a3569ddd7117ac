package dev.tessera.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.ThreadKey;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code shardctl bucket split} and {@code merge}: what they show, refuse and do. */
class BucketSplitCommandTest {
    private static final InitialBuckets BUCKETS = new InitialBuckets(4);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3).cleanBeforeEach();

    private TestCluster cluster;

    @BeforeEach
    void make() {
        cluster = TestCluster.initialised(4, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void dryRun_showsTheChildrenAndChangesNothing() {
        List<String> shown = split("4711", "--into", "6").done();

        assertThat(shown)
                .anyMatch(line -> line.matches("04096_08191 +04096_04777 +682 .*"))
                .contains(
                        "3 reorganizations in 2 rounds; each round writes its buckets once more, where they are",
                        "pause of each bucket: about 78 ms of an idle server, for two RENAMEs of all tables",
                        "nothing was done; say --execute to do it");
        assertThat(buckets()).hasSize(4);
    }

    @Test
    void splitInRounds_andMergeInRounds_leadThereAndBack() {
        assertThat(split("4711", "--into", "5", "--execute").done())
                .contains("round 1 of 2", "round 2 of 2")
                .anyMatch(line -> line.contains("split 1 of bucket 04096_08191 into buckets 04096_04914, 04915_05733, "
                        + "05734_06552, 06553_08191 on shard-a is switched"));
        assertThat(buckets()).hasSize(8).contains("04096_04914", "07372_08191");

        assertThat(bucket("merge", "4096-8191", "--execute", "--disk-unchecked").done())
                .contains("round 1 of 2", "round 2 of 2");
        assertThat(buckets()).hasSize(4).contains("04096_08191");
        assertThat(ShardctlRun.on(cluster, "move", "list", "--json").text())
                .contains("\"children\" : [ \"04096_08191\" ]");
        assertThat(ShardctlRun.on(cluster, "doctor").done()).containsExactly("no rule is broken");
    }

    @Test
    void cutsThatAreNamed_andOnesByBytes_areTaken() {
        threads(5_000, 40);
        threads(8_000, 10);
        threads(8_100, 10);

        assertThat(split("4711", "--at", "5000,5001").done())
                .anyMatch(line -> line.matches("04096_08191 +05000_05000 +1 .*"));
        assertThat(split("4711", "--by-bytes").done())
                .anyMatch(line -> line.matches("04096_08191 +04096_\\d+ +\\d+ +40 .*"))
                .anyMatch(line -> line.matches(
                        "bucket 04096_\\d+ would have 6\\d\\.\\d % of the bytes, not 50\\.0: slot 5000 alone has 6\\d\\.\\d,"
                                + " and a slot is never split"));
    }

    @Test
    void oneKey_isIsolated_andItsShareIsSaid() {
        int slot = SlotFunction.slotOf(ThreadKey.of("blog.example.com", "/hot"));
        thread(slot, 1, "/hot");

        List<String> shown = bucket(
                        "split", "--isolate", "thread:blog.example.com /hot", "--execute", "--disk-unchecked")
                .done();

        assertThat(shown)
                .contains("thread:blog.example.com /hot: 1 of the 1 rows of slot " + slot + " (100.0 %) are its");
        assertThat(buckets()).contains(String.format("%05d_%05d", slot, slot));
    }

    @Test
    void whatMakesNoSense_isRefusedWithWhatWouldBeRight() {
        assertThat(wrong(split("4711", "--into", "1"))).contains("a split makes 2 buckets or more, not 1");
        assertThat(wrong(split("4711", "--into", "5000")))
                .contains("bucket 04096_08191 has 4096 slots, which can't become 5000 buckets");
        assertThat(wrong(split("4711", "--at", "9000")))
                .contains("bucket 04096_08191 can't be cut at slot 9000: a child begins at 4097 to 8191");
        assertThat(wrong(split("0-16383", "--at", "9000"))).contains("--at is for one bucket");
        assertThat(wrong(bucket("split"))).contains("say which slots, or --isolate which key");
        assertThat(wrong(bucket("split", "--isolate", "ada")))
                .contains("'ada' is no key: handle:ALICE is one, and 'thread:blog.example.com /page'");
        assertThat(wrong(bucket("merge", "4711"))).contains("a merge takes two neighbours or more");
        assertThat(wrong(bucket("merge", "0,8192"))).contains("are not adjacent");
        assertThat(bucket("merge", "4096-12287", "--disk-unchecked").text())
                .contains(
                        "refused: buckets [04096_08191, 08192_12287] live on [shard-a, shard-b]; move them to one shard first");
    }

    private static String wrong(ShardctlRun run) {
        assertThat(run.code()).isEqualTo(2);
        return String.join("\n", run.err());
    }

    private static void threads(int slot, int count) {
        for (int i = 0; i < count; i++) {
            thread(slot, i, "/" + slot + "/" + i);
        }
    }

    private static void thread(int slot, int number, String path) {
        String bucket = BUCKETS.holding(slot).name();
        MYSQL.server(slot < 8_192 ? 1 : 2)
                .execute("insert into tessera.threads_" + bucket
                        + " (thread_id, site, path, title, created_at, updated_at) values ("
                        + EntityId.of(1_000 + number, slot, 0).value() + ", 'blog.example.com', '" + path
                        + "', 'A page', now(3), now(3))");
    }

    private ShardctlRun split(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "split";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 1] = "--disk-unchecked";
        return bucket(all);
    }

    private ShardctlRun bucket(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "bucket";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return ShardctlRun.on(cluster, all);
    }

    private List<String> buckets() {
        return ShardctlRun.on(cluster, "bucket", "list").done().stream()
                .map(line -> line.strip().split(" ", -1)[0])
                .filter(word -> word.matches("\\d{5}_\\d{5}"))
                .toList();
    }
}
