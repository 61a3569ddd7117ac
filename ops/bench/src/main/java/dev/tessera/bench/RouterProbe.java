package dev.tessera.bench;

import dev.tessera.router.RouterConfig;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.ShardRouters;
import dev.tessera.shardconfig.ServerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A JVM with one router and nothing else. It says how long it took from {@code main} to the first answer and what is on its heap then;
 * afterwards, for each line {@code threads milliseconds} on its input, it runs a round of point reads on the hot tables. It ends with its
 * input.
 */
public final class RouterProbe {
    static final String PASSWORD = "TESSERA_BENCH_PASSWORD";

    private static final List<String> READS = List.of(
            "select comment_id, body from comments where comment_id = ?",
            "select thread_id, title from threads where thread_id = ?",
            "select user_id, display_name from users where user_id = ?",
            "select user_id, thread_id from authored_comments where user_id = ?");

    /** While the others had their turns, connections have rested so long that the pool asks each whether it is alive. */
    private static final Duration LEAD_IN = Duration.ofMillis(80);

    private RouterProbe() {}

    /** @param arguments the directory's address and schema, and the account */
    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        RouterConfig config =
                Stage.config(ServerAddress.parse(arguments[0]), arguments[1], arguments[2], System.getenv(PASSWORD));
        try (ShardRouter router = ShardRouters.open(config);
                Workers workers = Workers.ofThreads()) {
            read(router, 0, 0);
            System.out.println((System.nanoTime() - start) + " " + usedHeap());
            answer(router, workers);
        }
    }

    private static void answer(ShardRouter router, Workers workers) throws IOException, InterruptedException {
        Workers.Operation operation =
                () -> read(router, Dataset.any(ClusterSize.HOT_BUCKETS), Dataset.any(READS.size()));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            int threads = Integer.parseInt(words[0]);
            workers.round(operation, threads, LEAD_IN);
            Measurement done = workers.round(operation, threads, Duration.ofMillis(Long.parseLong(words[1])));
            System.out.println(done.operations() + " " + done.wallNanos() + " " + done.cpuNanos() + " " + usedHeap());
        }
    }

    private static void read(ShardRouter router, int bucket, int which) throws SQLException {
        long id = Dataset.commentId(bucket, Dataset.any(Dataset.THREADS));
        boolean there = router.oneStatementInBucket(bucket, handle -> {
            try (PreparedStatement statement = handle.getConnection().prepareStatement(READS.get(which))) {
                statement.setLong(1, id);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() && row.getLong(1) == id && row.getObject(2) != null;
                }
            }
        });
        if (!there) {
            throw new IllegalStateException("no row " + id + " for " + READS.get(which));
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
