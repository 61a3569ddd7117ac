package dev.tessera.ops.move.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Lease;
import dev.tessera.ops.move.journal.LeaseTerm;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRequest;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class ShardReconcilerTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    /** Its mover may send the target's RENAME at any moment: two homes. */
    @Test
    void promotedServer_isNotServed_whileAMoveOfItsBucketIsInItsCutover() {
        try (TwoShardCluster shards = TwoShardCluster.on(mysql.server(0), mysql.server(1))) {
            BucketId bucket = shards.bucketOn(TwoShardCluster.A);
            Move move = shards.cluster()
                    .registry()
                    .open(
                            MoveRequest.plain(
                                    bucket, TwoShardCluster.A, TwoShardCluster.B, 1, CutoverMode.AUTO, "a test"),
                            0);
            Lease lease = shards.cluster().journal().acquire(move.moveId(), "ann", LeaseTerm.of(Duration.ofMinutes(1)));
            enterCutover(shards, lease);
            mysql.server(0).execute("delete from tessera_directory.shard_servers where shard = 'shard-a'");
            ShardReconciler reconciler = new ShardReconciler(
                    shards.cluster(),
                    new Repairs(
                            new MoverContext(shards.cluster(), MoveOptions.defaults(), Milestones.none(), "a test")));

            assertThatThrownBy(() -> reconciler.reconcile(TwoShardCluster.A))
                    .isInstanceOf(MoveRefusedException.class)
                    .hasMessage("shard-a stays unserved while " + move.describe()
                            + " is in its cutover, which must be recovered first");
            assertThat(shards.cluster().shardServers().all()).doesNotContainValue(TwoShardCluster.A);

            shards.cluster().journal().transition(lease, MovePhase.CUTOVER, MovePhase.VERIFYING);
            reconciler.reconcile(TwoShardCluster.A);
            assertThat(shards.cluster().shardServers().all()).containsValue(TwoShardCluster.A);
        }
    }

    private static void enterCutover(TwoShardCluster shards, Lease lease) {
        MovePhase from = MovePhase.PLANNED;
        for (MovePhase to :
                new MovePhase[] {MovePhase.COPYING, MovePhase.CATCHING_UP, MovePhase.VERIFYING, MovePhase.CUTOVER}) {
            shards.cluster().journal().transition(lease, from, to);
            from = to;
        }
    }
}
