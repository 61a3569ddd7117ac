package dev.tessera.bench.transfer;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.server.MySqlServer;

/**
 * Comments of a bucket, made up by the server itself: ids one a millisecond, over threads of up to 5,000 that take turns, a quarter of them
 * answers; bodies of 35 to 310 characters, quotes and other alphabets among them.
 */
final class GeneratedComments {
    private static final int AT_ONCE = 50_000;
    private static final int PER_THREAD = 5_000;
    private static final long FIRST_MILLIS = 50_000_000_000L;

    private static final String INSERT =
            """
            insert into %1$s (comment_id, thread_id, parent_id, root_id, depth, author_id, author_handle, body, state,
                version, created_at, updated_at)
            with recursive some (i) as (select %2$d union all select i + 1 from some where i < %3$d)
            select %4$d + (i << 22), %5$d + ((i %% %6$d) << 22),
                if(i %% 4 = 3 and i >= %6$d, %4$d + ((i - %6$d) << 22), 0), %4$d + (i << 22), if(i %% 4 = 3, 1, 0),
                %5$d + ((i %% 16) << 22), concat('somebody-', i %% 16),
                concat('It''s comment ', i, ': „', left(repeat(concat(sha2(i, 256), ' … '), 5), 20 + crc32(i) %% 260), '“'),
                'visible', 1, utc_timestamp(3), utc_timestamp(3)
            from some
            """;

    private GeneratedComments() {}

    static String table(BucketId bucket) {
        return BucketTables.physicalName("comments", bucket);
    }

    static void fill(MySqlServer server, String schema, BucketId bucket, int rows) {
        long first = EntityId.of(FIRST_MILLIS, bucket.firstSlot(), 0).value();
        long thread = EntityId.of(FIRST_MILLIS - rows, bucket.firstSlot(), 0).value();
        int threads = Math.max(1, rows / PER_THREAD);
        String table = schema + "." + table(bucket);
        for (int from = 0; from < rows; from += AT_ONCE) {
            int to = Math.min(rows, from + AT_ONCE) - 1;
            server.execute(
                    "set session cte_max_recursion_depth = " + AT_ONCE,
                    INSERT.formatted(table, from, to, first, thread, threads));
        }
        server.execute("analyze table " + table);
    }
}
