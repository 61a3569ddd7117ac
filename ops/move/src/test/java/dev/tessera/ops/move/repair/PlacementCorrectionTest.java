package dev.tessera.ops.move.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.directory.MoveRefusedException;
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
            Map<Integer, ShardName> right = homes(shards);
            makeThreeWrong();
            Map<Integer, ShardName> wrong = homes(shards);
            assertThat(wrong).isNotEqualTo(right);
            List<Map<Integer, ShardName>> before = new ArrayList<>();
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
                    .containsExactly("publish that buckets 0, 1 live on shard-a, that bucket 9 lives on shard-b");
            assertThat(before).containsExactly(wrong);
            assertThat(homes(shards)).isEqualTo(right);
            assertThat(doctor.examine()).isEmpty();
        }
    }

    @Test
    void bucketThatSomebodyWorksAt_isLeftOut_andKeepsNoOtherWaiting() throws InterruptedException {
        try (TwoShardCluster shards = TwoShardCluster.on(mysql.server(0), mysql.server(1));
                SqlSession mover = shards.cluster().server(TwoShardCluster.A).open()) {
            Map<Integer, ShardName> right = homes(shards);
            makeThreeWrong();
            ServerLock lock = ServerLock.take(mover, ServerLock.ofBucket(1));
            Doctor doctor =
                    new Doctor(new MoverContext(shards.cluster(), MoveOptions.defaults(), point -> {}, "a test"));
            List<Repair> repairs = Doctor.repairs(doctor.examine());

            assertThatThrownBy(() -> repairs.forEach(doctor::carryOut))
                    .isInstanceOf(MoveRefusedException.class)
                    .hasMessageContaining("the lock 'tessera/bucket/1' on ");
            assertThat(homes(shards)).containsEntry(0, TwoShardCluster.A).containsEntry(1, TwoShardCluster.B);
            assertThat(homes(shards)).containsEntry(9, TwoShardCluster.B);

            lock.close();
            Doctor.repairs(doctor.examine()).forEach(doctor::carryOut);
            assertThat(homes(shards)).isEqualTo(right);
        }
    }

    private static void makeThreeWrong() {
        mysql.server(0)
                .execute(
                        "update tessera_directory.placements set shard = 'shard-b' where bucket in (0, 1)",
                        "update tessera_directory.placements set shard = 'shard-a' where bucket = 9");
    }

    private static Map<Integer, ShardName> homes(TwoShardCluster shards) {
        return shards.cluster().placements().all().stream()
                .collect(Collectors.toMap(placement -> placement.bucket(), placement -> placement.shard()));
    }
}
