package dev.tessera.ops.move.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.migrations.view.OtherFormatException;
import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.repair.Agent;
import dev.tessera.shardconfig.DirectoryFormat;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class DirectoryFormatTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    @Test
    void directoryInWhichIdsCarryBuckets_isRefused_byWhoeverAsksIt_andEndsAnAgent() {
        try (TwoShardCluster shards = TwoShardCluster.on(mysql.server(0), mysql.server(1));
                Cluster cluster = shards.open()) {
            cluster.directory().refuseOtherFormat();
            assertThat(cluster.placements().all()).hasSize(16);

            mysql.server(0).execute("alter table tessera_directory.cluster drop column format");

            assertThat(cluster.placements().all())
                    .as("a session that was opened before")
                    .hasSize(16);
            try (Cluster opened = shards.open()) {
                assertRefused(shards, () -> opened.directory().refuseOtherFormat());
                assertRefused(shards, () -> opened.placements().all());
                assertRefused(shards, () -> opened.claims().of("ann"));
                assertRefused(shards, () -> new Agent(
                                new MoverContext(opened, MoveOptions.defaults(), Milestones.none(), "an agent"),
                                Duration.ofSeconds(1),
                                1,
                                text -> {})
                        .run());
            }
        }
    }

    private static void assertRefused(TwoShardCluster shards, ThrowingCallable act) {
        String directory = shards.servers().directoryAddress() + "/tessera_directory";
        assertThatThrownBy(act)
                .isInstanceOf(OtherFormatException.class)
                .hasMessage(DirectoryFormat.refusalOfUnnumbered(directory));
    }
}
