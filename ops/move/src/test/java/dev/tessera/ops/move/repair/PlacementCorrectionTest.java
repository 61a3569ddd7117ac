package dev.tessera.ops.move.repair;

import static dev.tessera.ops.move.TwoShardCluster.bucket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class PlacementCorrectionTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    /** The first that was put right alone would have routers believe the others. */
    @Test
    void placementsOfADirectoryThatWasRestored_arePutRightAllAtOnce() throws InterruptedException {
        try (TwoShardCluster shards = TwoShardCluster.on(mysql.server(0), mysql.server(1))) {
            Map<BucketId, ShardName> right = homes(shards);
            makeThreeWrong();
            Map<BucketId, ShardName> wrong = homes(shards);
            assertThat(wrong).isNotEqualTo(right);
            List<Map<BucketId, ShardName>> before = new ArrayList<>();
            Doctor doctor = new Doctor(new MoverContext(
                    shards.cluster(),
                    MoveOptions.defaults(),
                    point -> {
                        if (point.equals("correct:before-publish")) {
                            before.add(homes(shards));
                        }
                    },
                    "a test"));

            List<Repair> repairs = Doctor.repairs(doctor.examine());
            repairs.forEach(doctor::carryOut);

            assertThat(repairs)
                    .extracting(Repair::describe)
                    .containsExactly(
                            "publish that buckets 00000_01023, 01024_02047 live on shard-a, that bucket 09216_10239 lives on shard-b");
            assertThat(before).containsExactly(wrong);
            assertThat(homes(shards)).isEqualTo(right);
            assertThat(doctor.examine()).isEmpty();
        }
    }

    @Test
    void bucketThatSomebodyWorksAt_isLeftOut_andKeepsNoOtherWaiting() throws InterruptedException {
        try (TwoShardCluster shards = TwoShardCluster.on(mysql.server(0), mysql.server(1));
                SqlSession mover = shards.cluster().server(TwoShardCluster.A).open()) {
            Map<BucketId, ShardName> right = homes(shards);
            makeThreeWrong();
            ServerLock lock = ServerLock.take(mover, ServerLock.ofBucket(bucket(1)));
            Doctor doctor =
                    new Doctor(new MoverContext(shards.cluster(), MoveOptions.defaults(), point -> {}, "a test"));
            List<Repair> repairs = Doctor.repairs(doctor.examine());

            assertThatThrownBy(() -> repairs.forEach(doctor::carryOut))
                    .isInstanceOf(MoveRefusedException.class)
                    .hasMessageContaining("the lock 'tessera/bucket/01024_02047' on ");
            assertThat(homes(shards))
                    .containsEntry(bucket(0), TwoShardCluster.A)
                    .containsEntry(bucket(1), TwoShardCluster.B);
            assertThat(homes(shards)).containsEntry(bucket(9), TwoShardCluster.B);

            lock.close();
            Doctor.repairs(doctor.examine()).forEach(doctor::carryOut);
            assertThat(homes(shards)).isEqualTo(right);
        }
    }

    private static void makeThreeWrong() {
        mysql.server(0)
                .execute(
                        "update tessera_directory.placements set shard = 'shard-b' where bucket in ('00000_01023', '01024_02047')",
                        "update tessera_directory.placements set shard = 'shard-a' where bucket = '09216_10239'");
    }

    private static Map<BucketId, ShardName> homes(TwoShardCluster shards) {
        return shards.cluster().placements().all().stream()
                .collect(Collectors.toMap(placement -> placement.bucket(), placement -> placement.shard()));
    }
}
