package dev.tessera.shardconfig.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.InvalidClusterConfigException;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthPlanFileTest {
    private static final String CLUSTER =
            """
            cluster: test
            buckets: 16
            accounts:
              operator: {user: op, password_env: OP}
              app: {user: app, password_env: APP}
            directory: {address: "127.0.0.1:1"}
            shards:
              - {name: shard-a, address: "127.0.0.1:2", disk_bytes: 1TiB}
              - {name: shard-b, address: "127.0.0.1:3", disk_bytes: 1TiB}
            """;

    private static final String GOOD =
            """
            cluster: test
            capacity:
              default:
                bytes: 1TiB
                headroom: 25%
              shards:
                shard-d: {weight: 2, bytes: 2TiB, rows: 2_000_000}
            balance:
              tolerance: 2.5%
            stages:
              - name: start
                shards: [shard-a, shard-b]
              - name: double
                shards: [shard-a, shard-b, shard-c, shard-d]
                when: {bytes: 70%, date: 2027-06-01}
              - name: replace
                shards: ["shard-{b..e}"]
                drains: [shard-a]
                when: {bytes: 700GiB}
            """;

    private final Path folder;

    GrowthPlanFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void cluster() throws IOException {
        Files.writeString(folder.resolve("cluster.yml"), CLUSTER);
    }

    @Test
    void plansOfTheRealClusters_areRead() {
        for (String name : List.of("quickstart", "production-example")) {
            Path real = Path.of("clusters", name);
            assertThat(GrowthPlanFile.find(real, ClusterConfigFile.read(real))).isPresent();
        }
        Path example = Path.of("clusters/production-example");
        GrowthPlan plan = GrowthPlanFile.read(example, ClusterConfigFile.read(example));
        assertThat(plan.stages())
                .extracting(stage -> stage.name() + " " + stage.shards().size())
                .containsExactly("two 2", "four 4", "sixteen 16", "sixty-four 64");
        assertThat(plan.present(names("shard-a", "shard-b", "shard-c", "shard-d"), 1024))
                .map(Stage::name)
                .map(StageName::value)
                .contains("four");
    }

    @Test
    void whatAShardIsNotTold_isAsTheDefaultSays() throws IOException {
        write(GOOD);
        GrowthPlan plan = read();
        ShardCapacity usual = plan.capacity(new ShardName("shard-a"));
        ShardCapacity large = plan.capacity(new ShardName("shard-d"));
        assertThat(plan.tolerance()).hasToString("2.5%");
        assertThat(usual.usable(Measure.BYTES)).hasValue(3L << 38);
        assertThat(usual.usable(Measure.ROWS)).isEmpty();
        assertThat(large.usable(Measure.BYTES)).hasValue(3L << 39);
        assertThat(large.usable(Measure.ROWS)).hasValue(1_500_000);
        assertThat(large.weight()).isEqualTo(2);
    }

    @Test
    void sizeAboveWhichABucketIsSplit_isThatOfTheDefault_andFitsOnEachShard() throws IOException {
        write(GOOD.replace("    bytes: 1TiB\n", "    bytes: 1TiB\n    bucket_bytes: 768GiB\n"));
        assertThat(read().capacity(new ShardName("shard-a")).bucketBytes()).hasValue(768L << 30);
        assertThat(read().capacity(new ShardName("shard-d")).bucketBytes()).hasValue(768L << 30);
        write(GOOD.replace("    bytes: 1TiB\n", "    bytes: 1TiB\n    bucket_bytes: 769GiB\n"));
        assertProblems(
                "growth-plan.yml:5: capacity.default.bucket_bytes: a bucket of 769.0 GiB fits on no shard that may"
                        + " hold 768.0 GiB without its headroom");
        write(GOOD.replace("    bytes: 1TiB\n", "    bytes: 1TiB\n    bucket_bytes: 760GiB\n")
                .replace("bytes: 2TiB", "headroom: 65%, bytes: 2TiB"));
        assertProblems("growth-plan.yml:8: capacity.shards.shard-d.bucket_bytes: a bucket of 760.0 GiB fits on no shard"
                + " that may hold 716.8 GiB without its headroom");
    }

    @Test
    void aTriggerIsTheFirstThingThatHappens() throws IOException {
        write(GOOD);
        Stage stage = read().stage(new StageName("double")).orElseThrow();
        Trigger when = stage.when().orElseThrow();
        ShardCapacity capacity = read().capacity(new ShardName("shard-a"));
        assertThat(when).hasToString("70% of its bytes, 2027-06-01");
        assertThat(when.isReached(Load.ofBytes(7L << 36), capacity)).isFalse();
        assertThat(when.isReached(Load.ofBytes(8L << 37), capacity)).isTrue();
        assertThat(when.isReached(LocalDate.of(2027, 5, 31))).isFalse();
        assertThat(when.isReached(LocalDate.of(2027, 6, 1))).isTrue();
    }

    @Test
    void thePresentStage_isTheLastOneWhoseShardsAllHaveBuckets() throws IOException {
        write(GOOD);
        GrowthPlan plan = read();
        assertThat(plan.present(names("shard-a", "shard-b", "shard-c"), 16))
                .map(Stage::name)
                .map(StageName::value)
                .contains("start");
        assertThat(plan.present(names("shard-b", "shard-c", "shard-d", "shard-e"), 16))
                .map(Stage::name)
                .map(StageName::value)
                .contains("replace");
        assertThat(plan.present(names("shard-a"), 16)).isEmpty();
        assertThat(plan.after(plan.stages().get(0))).hasSize(2);
    }

    @Test
    void aFolderWithoutAPlan_hasNone() {
        assertThat(GrowthPlanFile.find(folder, ClusterConfigFile.read(folder))).isEmpty();
    }

    @Test
    void everyMistake_isReportedAtOnceWithItsLine() throws IOException {
        write(
                """
                cluster: other
                capacity:
                  default:
                    rows: many
                    headroom: 95%
                    wieght: 1
                  shards:
                    Shard-A: {}
                    shard-a: {weight: 0, bytes: 0}
                balance:
                  tolerance: 80%
                stages:
                  - name: Start
                    shards: [shard-a, shard-a]
                  - name: double
                    shards: [shard-b, "shard-{9..1}"]
                    when: {date: tomorrow}
                  - name: double
                    shards: []
                    when: {}
                """);
        assertProblems(
                "growth-plan.yml:1: cluster: 'other' is another cluster; the cluster.yml beside it is of 'test'",
                "growth-plan.yml:4: capacity.default.bytes: is missing",
                "growth-plan.yml:4: capacity.default.rows: 'many' is not a whole number of at most 15 digits, such as 2_000_000",
                "growth-plan.yml:5: capacity.default.headroom: a headroom of 95% leaves too little; 90% at most",
                "growth-plan.yml:6: capacity.default.wieght: unknown key; known here: bucket_bytes, bytes, headroom, rows, weight,"
                        + " writes_per_second",
                "growth-plan.yml:8: capacity.shards.Shard-A: shard name 'Shard-A' is not 1 to 63 of a-z, 0-9 and '-', the"
                        + " first a letter",
                "growth-plan.yml:9: capacity.shards.shard-a.bytes: '0' is nothing; a shard holds more than that",
                "growth-plan.yml:9: capacity.shards.shard-a.weight: a weight is 0.01 to 100",
                "growth-plan.yml:11: balance.tolerance: a tolerance is 0.1% to 50%, not 80%",
                "growth-plan.yml:13: stages[0].name: stage name 'Start' is not 1 to 63 of a-z, 0-9 and '-', the first a"
                        + " letter",
                "growth-plan.yml:14: stages[0].shards: 'shard-a' is used twice; a stage has each shard once",
                "growth-plan.yml:16: stages[1].shards[1]: 'shard-{9..1}' counts down; a range counts up",
                "growth-plan.yml:17: stages[1].when.date: a day, such as 2027-04-01, is expected",
                "growth-plan.yml:18: stages[2].name: 'double' is used twice; each stage needs a name of its own",
                "growth-plan.yml:19: stages[2].shards: names no shard",
                "growth-plan.yml:20: stages[2].when: names nothing that sets the stage off: bytes, rows, writes_per_second or"
                        + " date");
    }

    @Test
    void stageThatLeavesOutAShard_isRefused() throws IOException {
        write(GOOD.replace("[shard-a, shard-b, shard-c, shard-d]", "[shard-b, shard-c, shard-d]")
                .replace("    drains: [shard-a]\n", ""));
        assertProblems(
                "growth-plan.yml:14: stages[1].shards: leaves out shard-a of stage start, where buckets live; keep it,"
                        + " or name it under drains");
    }

    @Test
    void stageThatDrainsAShardWhichALaterOneNeeds_isRefused() throws IOException {
        write(GOOD.replace("[shard-a, shard-b, shard-c, shard-d]", "[shard-b, shard-c, shard-d]\n    drains: [shard-a]")
                .replace("{b..e}", "{a..e}")
                .replace("[shard-a]\n    when: {bytes: 700", "[]\n    when: {bytes: 700"));
        assertProblems(
                "growth-plan.yml:15: stages[1].drains: shard-a is needed: stage replace has it again; a shard that comes"
                        + " back needs another name");
    }

    @Test
    void stageThatDrainsMoreThanTheRestCanHold_isRefused() throws IOException {
        write(GOOD.replace("[\"shard-{b..e}\"]", "[shard-b]")
                .replace("drains: [shard-a]", "drains: [shard-a, shard-c, shard-d]"));
        assertProblems(
                "growth-plan.yml:17: stages[2].shards: are too few: about 1.7 TiB are there when the stage is set off,"
                        + " and they may hold 768.0 GiB");
    }

    @Test
    void drainsThatCantBe_areRefused() throws IOException {
        write(GOOD.replace("drains: [shard-a]", "drains: [shard-a, shard-b, shard-f]"));
        assertProblems(
                "growth-plan.yml:18: stages[2].drains: shard-b is drained, and under shards as well; it can't be both",
                "growth-plan.yml:18: stages[2].drains: shard-f holds nothing before: stage double doesn't have it");
        write(GOOD.replace("name: start\n", "name: start\n    drains: [shard-c]\n    when: {rows: 5}\n"));
        assertProblems(
                "growth-plan.yml:12: stages[0].drains: the first stage comes after none whose shards could be drained",
                "growth-plan.yml:13: stages[0].when: the first stage is what there is to begin with; nothing sets it off");
    }

    @Test
    void triggerThatComesTooLate_isRefused() throws IOException {
        write(GOOD.replace("70%", "80%").replace("700GiB", "800GiB"));
        assertProblems(
                "growth-plan.yml:15: stages[1].when.bytes: comes too late: 819.2 GiB are more than shard-a may hold, 768.0 GiB"
                        + " (1.0 TiB less a headroom of 25%)",
                "growth-plan.yml:19: stages[2].when.bytes: comes too late: 800.0 GiB are more than shard-a may hold, 768.0 GiB"
                        + " (1.0 TiB less a headroom of 25%)");
    }

    @Test
    void triggerThatCantBe_isRefused() throws IOException {
        write(GOOD.replace("bytes: 70%", "rows: 70%").replace("bytes: 700GiB", "bytes: 0%"));
        assertProblems(
                "growth-plan.yml:15: stages[1].when.rows: is a part of nothing: shard-a has no limit of rows under capacity",
                "growth-plan.yml:19: stages[2].when.bytes: is nothing; the stage would be due at once");
        write(GOOD.replace("bytes: 70%", "bytes: 170%"));
        assertProblems("growth-plan.yml:15: stages[1].when.bytes: '170%' is more than the whole, 100%");
        write(GOOD.replace("    when: {bytes: 700GiB}\n", ""));
        assertProblems("growth-plan.yml:16: stages[2].when: is missing; say what sets the stage off: bytes, rows,"
                + " writes_per_second or date");
    }

    @Test
    void stagesOutOfOrder_areRefused() throws IOException {
        write(GOOD.replace("{bytes: 700GiB}", "{date: 2027-05-01}"));
        assertProblems(
                "growth-plan.yml:19: stages[2].when: 2027-05-01 is before 2027-06-01, the day of stage double; stages"
                        + " come in order");
    }

    @Test
    void stageThatChangesNothing_isRefused() throws IOException {
        write(GOOD.replace("[\"shard-{b..e}\"]\n    drains: [shard-a]", "[\"shard-{a..d}\"]"));
        assertProblems("growth-plan.yml:17: stages[2].shards: changes nothing: they are those of stage double");
    }

    @Test
    void capacityBeyondTheDisk_isRefused() throws IOException {
        write(GOOD.replace("    bytes: 1TiB", "    bytes: 3TiB")
                .replace("    shard-d:", "    shard-a: {bytes: 2TiB}\n    shard-d:"));
        assertProblems(
                "growth-plan.yml:4: capacity.default.bytes: 3.0 TiB don't fit on the disk of shard-b, which has 1.0 TiB"
                        + " (disk_bytes in cluster.yml)",
                "growth-plan.yml:7: capacity.shards.shard-a.bytes: 2.0 TiB don't fit on the disk of shard-a, which has 1.0 TiB"
                        + " (disk_bytes in cluster.yml)");
    }

    @Test
    void shardsThatNobodyKnows_areRefused() throws IOException {
        write(GOOD.replace("    shard-d: {", "    shard-z: {}\n    shard-d: {"));
        assertProblems(
                "growth-plan.yml:7: capacity.shards.shard-z: there is no shard shard-z: neither a stage nor cluster.yml"
                        + " has it");
        write(GOOD.replace("[shard-a, shard-b]", "[shard-a, shard-x]")
                .replace("[shard-a, shard-b,", "[shard-a, shard-x, shard-b,")
                .replace("drains: [shard-a]", "drains: [shard-a, shard-x]"));
        assertProblems(
                "growth-plan.yml:12: stages[0].shards: cluster.yml has no shard-x; the first stage is what there is");
        Files.writeString(folder.resolve("cluster.yml"), CLUSTER + "  - {name: shard-q, address: \"127.0.0.1:4\"}\n");
        write(GOOD);
        assertProblems("growth-plan.yml:10: stages: cluster.yml has shard-q, and no stage from start on does");
    }

    @Test
    void numberOfBucketsOfAStage_isAnyThatIsNotBelowTheOneBefore() throws IOException {
        write(GOOD.replace("{b..e}", "{b..z}"));
        assertThat(read().stages()).as("buckets are split").hasSize(3);
        write(staged(100, 100));
        assertThat(read().stages())
                .extracting(Stage::buckets)
                .containsExactly(OptionalInt.empty(), OptionalInt.of(100), OptionalInt.of(100));
        write(staged(15, 100));
        assertProblems(
                "growth-plan.yml:15: stages[1].buckets: are fewer than the 16 with which cluster.yml begins; a stage"
                        + " splits buckets and never merges any");
        write(staged(100, 64));
        assertProblems(
                "growth-plan.yml:20: stages[2].buckets: are fewer than the 100 of stage double; a stage splits buckets"
                        + " and never merges any");
        write(staged(16, 24).replace("{b..e}", "{b..z}"));
        assertProblems(
                "growth-plan.yml:20: stages[2].buckets: 24 for 25 shards; a shard without a bucket holds nothing");
        write(staged(16, 16385));
        assertProblems(
                "growth-plan.yml:20: stages[2].buckets: a cluster has 1 to 16384 buckets, one for each slot at most, not"
                        + " 16385");
    }

    @Test
    void stageOfMoreBucketsOnTheSameShards_isAStage_andIsReachedWithThem() throws IOException {
        write(GOOD.replace("[shard-a, shard-b, shard-c, shard-d]", "[shard-a, shard-b]\n    buckets: 64")
                .replace("\"shard-{b..e}\"", "shard-b, shard-d"));
        GrowthPlan plan = read();
        assertThat(plan.present(names("shard-a", "shard-b"), 63))
                .contains(plan.stages().get(0));
        assertThat(plan.present(names("shard-a", "shard-b"), 64))
                .contains(plan.stages().get(1));
    }

    private static String staged(int second, int third) {
        return GOOD.replace("    when: {bytes: 70%", "    buckets: " + second + "\n    when: {bytes: 70%")
                .replace("    when: {bytes: 700GiB", "    buckets: " + third + "\n    when: {bytes: 700GiB");
    }

    private static List<ShardName> names(String... names) {
        return List.of(names).stream().map(ShardName::new).toList();
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("growth-plan.yml"), yaml);
    }

    private GrowthPlan read() {
        return GrowthPlanFile.read(folder, ClusterConfigFile.read(folder));
    }

    private void assertProblems(String... lines) {
        assertThatThrownBy(this::read)
                .isInstanceOf(InvalidClusterConfigException.class)
                .satisfies(refused -> assertThat(
                                String.valueOf(refused.getMessage()).lines().toList())
                        .isEqualTo(List.of(lines)));
    }
}
