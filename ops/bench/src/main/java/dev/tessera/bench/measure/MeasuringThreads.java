package dev.tessera.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Threads that do one thing again and again until time is up. Not thread-safe. */
public final class MeasuringThreads implements AutoCloseable {
    static final String THREAD_NAME = "bench-worker";

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final Supplier<LongSupplier> stopwatch;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, THREAD_NAME);
        thread.setDaemon(true);
        return thread;
    });

    /** @param stopwatch begins to count nanoseconds of CPU each time it is asked, and tells how many it has counted */
    private MeasuringThreads(Supplier<LongSupplier> stopwatch) {
        this.stopwatch = stopwatch;
    }

    /** CPU is that of the whole JVM. */
    public static MeasuringThreads ofJvm() {
        return new MeasuringThreads(() -> {
            long begin = PROCESS.getProcessCpuTime();
            return () -> PROCESS.getProcessCpuTime() - begin;
        });
    }

    /** CPU is that of the Java threads. In a young JVM the compiler takes more than they do, now in this one, now in that. */
    public static MeasuringThreads ofThreads() {
        return new MeasuringThreads(() -> {
            Map<Long, Long> begin = ofEachThread();
            return () -> ofEachThread().entrySet().stream()
                    .mapToLong(thread -> thread.getValue() - begin.getOrDefault(thread.getKey(), 0L))
                    .sum();
        });
    }

    /** By the ids of those that are alive. */
    private static Map<Long, Long> ofEachThread() {
        long[] ids = THREADS.getAllThreadIds();
        long[] nanos = THREADS.getThreadCpuTime(ids);
        Map<Long, Long> each = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (nanos[i] > 0) {
                each.put(ids[i], nanos[i]);
            }
        }
        return each;
    }

    /** What is done again and again. */
    public interface Operation {
        void run() throws Exception;
    }

    /** @throws IllegalStateException when an operation failed: then there is nothing to measure */
    public Measurement round(Operation operation, int count, Duration length) throws InterruptedException {
        LongSupplier cpu = stopwatch.get();
        long start = System.nanoTime();
        long end = start + length.toNanos();
        List<Callable<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(() -> repeat(operation, end));
        }
        long operations = 0;
        for (Future<Long> done : threads.invokeAll(tasks)) {
            operations += counted(done);
        }
        return new Measurement(operations, System.nanoTime() - start, cpu.getAsLong());
    }

    private static long repeat(Operation operation, long end) throws Exception {
        long operations = 0;
        do {
            operation.run();
            operations++;
        } while (System.nanoTime() - end < 0);
        return operations;
    }

    private static long counted(Future<Long> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("an operation failed: " + failure.getCause(), failure.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
