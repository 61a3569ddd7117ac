package dev.tessera.ops.move.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.move.BucketSelection;
import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class MovePlannerTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    @Test
    void binlogsThatMayBeGoneBeforeTheMoveEnds_areWarnedOf() {
        try (TwoShardCluster shards = TwoShardCluster.on(mysql.server(0), mysql.server(1))) {
            mysql.server(0).execute("set global binlog_expire_logs_seconds = 3");
            assertThat(ofBinlogs(shards))
                    .containsExactly("shard-a purges its binlogs after 3 s, and the largest of its buckets may take"
                            + " about 2 s: a move that takes longer than they stand has to begin anew; raise"
                            + " binlog_expire_logs_seconds there");

            mysql.server(0).execute("set global binlog_expire_logs_auto_purge = off");
            assertThat(ofBinlogs(shards)).as("kept for ever").isEmpty();

            mysql.server(0)
                    .execute(
                            "set global binlog_expire_logs_auto_purge = on",
                            "set global binlog_expire_logs_seconds = 60");
            assertThat(ofBinlogs(shards)).as("long enough").isEmpty();
        }
    }

    private static List<String> ofBinlogs(TwoShardCluster shards) {
        int bucket = shards.bucketOn(TwoShardCluster.A);
        MovePlanner planner = new MovePlanner(shards.cluster(), true, false, OpenWayBack.CLOSED);
        return planner.plan(BucketSelection.parse(Integer.toString(bucket), 16), TwoShardCluster.B).warnings().stream()
                .filter(warning -> warning.contains("binlogs"))
                .toList();
    }
}
