package dev.tessera.app.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.RunningApp;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.ThreadKey;
import dev.tessera.shardconfig.UserHandle;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A later split parts a bucket's rows by their slots: whatever belongs to one thread or one user has one slot. */
@ExtendWith(LeakCheck.class)
class SlotsOfRowsTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(1);

    @Test
    void everyRowOfARequest_hasTheSlotOfItsKey() throws Exception {
        Map<String, String> settings = Map.of("relay_after_commit", "false", "sweep_pause", "1 h");
        try (AppCluster cluster = AppCluster.create(MYSQL.servers());
                RunningApp app = RunningApp.start(cluster, settings)) {
            ApiClient api = app.api();
            int authorSlot = SlotFunction.slotOf(UserHandle.of("writer"));
            int threadSlot = SlotFunction.slotOf(ThreadKey.of("blog.example.com", "/slots"));
            assertThat(threadSlot).isNotEqualTo(authorSlot);
            String author = api.user("writer");
            String thread = api.thread("/slots");
            long comment = Long.parseLong(api.comment(thread, author, "first", "Idempotency-Key", "once")
                    .expect(201)
                    .text("/comment_id"));

            assertThat(slot(author)).isEqualTo(authorSlot);
            assertThat(slot(thread)).isEqualTo(threadSlot);
            assertThat(new EntityId(comment).slot()).isEqualTo(threadSlot);
            assertThat(number(cluster, comment, "select (event_id >> 8) & 16383 from outbox%s"))
                    .isEqualTo(threadSlot);
            assertThat(number(cluster, comment, "select destination_slot from outbox%s"))
                    .isEqualTo(authorSlot);
            assertThat(number(cluster, comment, "select slot from idempotency_keys%s"))
                    .isEqualTo(threadSlot);
        }
    }

    private static int slot(String id) {
        return EntityId.parse(id).slot();
    }

    private static int number(AppCluster cluster, long id, String sql) throws SQLException {
        String physical = sql.formatted(BucketTables.suffix(cluster.bucketOf(id)));
        try (Connection connection = cluster.shardOf(cluster.bucketOf(id)).connect(BucketTables.LIVE_SCHEMA);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(physical)) {
            row.next();
            return row.getInt(1);
        }
    }
}
