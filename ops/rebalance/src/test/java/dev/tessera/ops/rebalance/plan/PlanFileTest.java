package dev.tessera.ops.rebalance.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedShard;
import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.ops.planning.placement.Wave;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.ShardCapacity;
import dev.tessera.shardconfig.growth.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFileTest {
    private static final ShardName A = new ShardName("shard-a");
    private static final ShardName B = new ShardName("shard-b");
    private static final BucketId FIRST = new BucketId(0, 8191);
    private static final BucketId SECOND = new BucketId(8192, 16383);
    private static final SavedPlan PLAN = new SavedPlan(
            new ClusterName("test"),
            Instant.parse("2026-11-26T10:00:00Z"),
            "stage double",
            17,
            new Share(500),
            List.of(
                    new PlannedShard(A, ShardCapacity.UNLIMITED, Role.BALANCED),
                    new PlannedShard(
                            B,
                            new ShardCapacity(
                                    Map.of(Measure.BYTES, 1L << 40), new Share(1_000), 2.5, OptionalLong.of(1L << 36)),
                            Role.EMPTIED)),
            List.of(
                    new PlannedBucket(FIRST, A, 3, new Load(100, 10, 0.25)),
                    new PlannedBucket(SECOND, B, 1, new Load(200, 20, 0))),
            List.of(new PlannedSplit(
                    new PlannedBucket(FIRST, A, 3, new Load(100, 10, 0.25)), B, 2, "it is too large", 700)),
            List.of(new Wave(List.of(new BucketMove(SECOND, B, A, 200)))),
            200);

    private final Path file;

    PlanFileTest(@TempDir Path folder) {
        file = folder.resolve("plan.json");
    }

    @Test
    void plan_isReadAsItWasWritten_eachSplitMoveAndBucketOnALineOfItsOwn() throws IOException {
        PlanFile.write(PLAN, file);
        assertThat(PlanFile.read(file)).isEqualTo(PLAN);
        assertThat(Files.readAllLines(file))
                .contains(
                        "  {\"bucket\":\"00000_08191\",\"on\":\"shard-b\",\"moved_from\":\"shard-a\",\"into\":2,\"rounds\":1,\"peak_bytes\":700,\"reason\":\"it is too large\"}")
                .contains(
                        "  {\"bucket\":\"00000_04095\",\"of\":\"00000_08191\",\"round\":1,\"bytes\":50,\"rows\":5,\"estimated\":true},",
                        "  {\"bucket\":\"04096_08191\",\"of\":\"00000_08191\",\"round\":1,\"bytes\":50,\"rows\":5,\"estimated\":true}")
                .contains(
                        "  {\"wave\":1,\"bucket\":\"08192_16383\",\"from\":\"shard-b\",\"to\":\"shard-a\",\"bytes\":200}")
                .contains(
                        "  {\"bucket\":\"00000_08191\",\"shard\":\"shard-a\",\"epoch\":3,\"bytes\":100,\"rows\":10,\"writes_per_second\":0.25},");
    }

    @Test
    void id_isOfTheContent_notOfTheMoment() {
        SavedPlan later = new SavedPlan(
                PLAN.cluster(),
                PLAN.madeAt().plusSeconds(60),
                PLAN.asked(),
                PLAN.directoryVersion(),
                PLAN.tolerance(),
                PLAN.shards(),
                PLAN.buckets(),
                PLAN.splits(),
                PLAN.waves(),
                PLAN.lowerBound());
        assertThat(later.id()).isEqualTo(PLAN.id()).hasSize(16);
    }

    @Test
    void planThatWasChangedByHand_isRefused() throws IOException {
        PlanFile.write(PLAN, file);
        Files.writeString(file, Files.readString(file).replace("\"to\":\"shard-a\"", "\"to\":\"shard-c\""));
        assertRefused(file + " isn't what `shardctl plan` wrote: it was changed, or cut; make a new plan");
        PlanFile.write(PLAN, file);
        Files.writeString(file, Files.readString(file).replace("\"into\":2", "\"into\":4"));
        assertRefused(file + " isn't what `shardctl plan` wrote: it was changed, or cut; make a new plan");
        PlanFile.write(PLAN, file);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("{\"bucket\":\"00000_08191\",\"on\"", "{\"bucket\":\"00000_00001\",\"on\""));
        assertRefused(file + " is no plan: it splits 00000_00001, which isn't in its buckets");
    }

    @Test
    void whatIsNoPlan_isRefused() throws IOException {
        Files.writeString(file, "{\"format\": 2}");
        assertRefused(file + " is no plan of format 3; make one with `shardctl plan`");
        Files.writeString(file, "{\"format\": 3}");
        assertRefused(file + " is no plan: it has no cluster");
        Files.writeString(file, "cluster: test");
        assertThatThrownBy(() -> PlanFile.read(file))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageStartingWith(file + " can't be read as a plan: ");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> PlanFile.read(file))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessage(message);
    }
}
