package dev.tessera.bench.transfer;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.server.MySqlServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Transactions of one row each that a source has executed and a target hasn't: of ten, six insert a comment, three edit one, one deletes one.
 * Written by several sessions at once, as an app writes them, so that a replica finds what it may apply side by side.
 */
record Backlog(String before, String after, int transactions) {
    private static final int WRITERS = 8;
    private static final long FIRST_MILLIS = 60_000_000_000L;

    /** Edits and deletes go to the writer's own comments, which lie some hundred behind. */
    private static final String WRITER =
            """
            create procedure %1$s.write_comments(writer int, how_many int) begin
                declare i int default 0;
                declare made bigint default 0;
                declare first bigint default %3$d + (writer << 40);
                while i < how_many do
                    if i %% 10 in (3, 6, 9) then
                        update %1$s.%2$s set body = concat('edited: ', body), version = version + 1
                            where comment_id = first + ((made - 1 - (i %% 200) %% made) << 22);
                    elseif i %% 10 = 7 then
                        delete from %1$s.%2$s where comment_id = first + ((made - 1) << 22);
                        set made = made - 1;
                    else
                        insert into %1$s.%2$s (comment_id, thread_id, parent_id, root_id, depth, author_id, author_handle, body, state,
                            version, created_at, updated_at) values (first + (made << 22), %4$d, 0, first + (made << 22), 0, %4$d,
                            'somebody', concat(i, left(repeat(concat(sha2(i, 256), ' … '), 5), 20 + crc32(i) %% 260)),
                            'visible', 1, utc_timestamp(3), utc_timestamp(3));
                        set made = made + 1;
                    end if;
                    set i = i + 1;
                end while;
            end
            """;

    /** On a table that the work has filled. The source's commits needn't be durable while they are made up. */
    static Backlog write(TransferWork work, int transactions) throws Exception {
        MySqlServer source = work.servers().source();
        BucketId bucket = work.firstBucket();
        long first = EntityId.of(FIRST_MILLIS, bucket.firstSlot(), 0).value();
        source.execute(
                "set global sync_binlog = 0",
                "set global innodb_flush_log_at_trx_commit = 2",
                WRITER.formatted(
                        TransferWork.SOURCE_SCHEMA,
                        GeneratedComments.table(bucket),
                        first,
                        EntityId.of(1, bucket.firstSlot(), 0).value()));
        String before = executed(source);
        write(source, transactions / WRITERS);
        String after = executed(source);
        source.execute("set global sync_binlog = 1", "set global innodb_flush_log_at_trx_commit = 1");
        return new Backlog(before, after, transactions / WRITERS * WRITERS);
    }

    private static String executed(MySqlServer source) throws Exception {
        return TwoServers.text(source, "select @@global.gtid_executed");
    }

    private static void write(MySqlServer source, int each) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                String call = "call " + TransferWork.SOURCE_SCHEMA + ".write_comments(" + writer + ", " + each + ")";
                all.add(threads.submit(() -> source.execute(call)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
