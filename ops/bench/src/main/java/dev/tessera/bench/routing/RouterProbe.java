package dev.tessera.bench.routing;

import dev.tessera.bench.measure.Measurement;
import dev.tessera.bench.measure.MeasuringThreads;
import dev.tessera.bench.measure.ShardAccess;
import dev.tessera.bench.routing.sides.ClusterSize;
import dev.tessera.bench.routing.sides.Dataset;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ServerAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A JVM with one router and nothing else, or with the pools of as many shards and routing by hand. It says how long it took from {@code
 * main} to the first answer and what is on its heap then; afterwards, for each line {@code threads milliseconds} on its input, it runs a
 * round of point reads on the hot tables. It ends with its input.
 */
public final class RouterProbe {
    static final String PASSWORD = "TESSERA_BENCH_PASSWORD";

    /** While the others had their turns, connections have rested so long that the pool asks each whether it is alive. */
    private static final Duration LEAD_IN = Duration.ofMillis(80);

    private RouterProbe() {}

    /**
     * Starts it.
     *
     * @param arguments the account, with how many buckets the cluster began, and the directory's schema; then the directory's address, or those of the shards when there is no schema
     */
    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        try (ProbeReads reads = reads(arguments);
                MeasuringThreads workers = MeasuringThreads.ofThreads()) {
            read(reads, 0, 0);
            System.out.println((System.nanoTime() - start) + " " + usedHeap());
            answer(reads, new InitialBuckets(Integer.parseInt(arguments[1])), workers);
        }
    }

    private static ProbeReads reads(String[] arguments) {
        String user = arguments[0];
        int buckets = Integer.parseInt(arguments[1]);
        String schema = arguments[2];
        String password = System.getenv(PASSWORD);
        List<ServerAddress> addresses =
                Arrays.stream(arguments).skip(3).map(ServerAddress::parse).toList();
        return schema.isEmpty()
                ? ProbeReads.byHand(new ShardAccess(buckets, addresses, user, password))
                : ProbeReads.routed(addresses.get(0), schema, user, password);
    }

    private static void answer(ProbeReads reads, InitialBuckets buckets, MeasuringThreads workers)
            throws IOException, InterruptedException {
        MeasuringThreads.Operation operation = () -> {
            int slot = buckets.get(Dataset.any(ClusterSize.HOT_BUCKETS)).firstSlot();
            read(reads, slot, Dataset.any(ProbeReads.TEXTS.size()));
        };
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            int threads = Integer.parseInt(words[0]);
            workers.round(operation, threads, LEAD_IN);
            Measurement done = workers.round(operation, threads, Duration.ofMillis(Long.parseLong(words[1])));
            System.out.println(done.operations() + " " + done.wallNanos() + " " + done.cpuNanos() + " " + usedHeap());
        }
    }

    private static void read(ProbeReads reads, int slot, int text) throws SQLException {
        long id = Dataset.commentId(slot, Dataset.any(Dataset.THREADS));
        if (!reads.isThere(slot, text, id)) {
            throw new IllegalStateException("no row " + id + " for " + ProbeReads.TEXTS.get(text));
        }
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
