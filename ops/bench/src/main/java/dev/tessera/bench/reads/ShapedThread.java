package dev.tessera.bench.reads;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.server.MySqlServer;
import java.util.List;

/** Fills threads past the app with comments of one shape. */
final class ShapedThread {
    private static final String INSERT =
            """
            insert /*+ set_var(cte_max_recursion_depth = 200000) */ into tessera.%1$s (comment_id, thread_id, parent_id, root_id, depth,
                author_id, author_handle, body, state, created_at, updated_at)
            with recursive some (i) as (select 0 union all select i + 1 from some where i < %2$d - 1)
            select %3$d + (i << 22), %4$d, if(%5$s and i > 0, %3$d, 0), if(%5$s and i > 0, %3$d, %3$d + (i << 22)), 0, %6$d, 'somebody',
                %7$s, %8$s, utc_timestamp(3), utc_timestamp(3) from some
            """;

    private ShapedThread() {}

    static void fill(MySqlServer shard, String suffix, List<Long> threads, long author, DataShape shape) {
        String comments = "comments" + suffix;
        // What statistics know stays what they knew before the rows were there.
        shard.execute(
                "analyze table tessera." + comments, "alter table tessera." + comments + " stats_auto_recalc = 0");
        int number = 0;
        for (long thread : threads) {
            // Each begins a little later than the one before: threads lie between one another.
            long first = thread + ((long) ++number << (EntityId.SEQUENCE_BITS + EntityId.SLOT_BITS));
            shard.execute(INSERT.formatted(
                    comments,
                    shape.each(),
                    first,
                    thread,
                    shape.replies(),
                    author,
                    shape.tombstones() ? "null" : "concat('text ', i)",
                    shape.tombstones() ? "'deleted'" : "'visible'"));
            shard.execute("update tessera.threads" + suffix + " set changed_id = (select max(changed_id) from tessera."
                    + comments + " where thread_id = " + thread + ") where thread_id = " + thread);
        }
        if (shape.analyzed()) {
            shard.execute("analyze table tessera." + comments);
        }
    }

    static String suffix(BucketId bucket) {
        return BucketTables.suffix(bucket);
    }
}
