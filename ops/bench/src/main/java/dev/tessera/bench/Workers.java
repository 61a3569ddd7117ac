package dev.tessera.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/** Threads that do one thing again and again until time is up. Used by one thread at a time. */
final class Workers implements AutoCloseable {
    static final String THREAD_NAME = "bench-worker";

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final LongSupplier cpuNanos;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, THREAD_NAME);
        thread.setDaemon(true);
        return thread;
    });

    private Workers(LongSupplier cpuNanos) {
        this.cpuNanos = cpuNanos;
    }

    /** CPU is that of the whole JVM. */
    static Workers ofJvm() {
        return new Workers(PROCESS::getProcessCpuTime);
    }

    /** CPU is that of the Java threads. In a young JVM the compiler takes more than they do, now in this one, now in that. */
    static Workers ofThreads() {
        return new Workers(() -> Arrays.stream(THREADS.getThreadCpuTime(THREADS.getAllThreadIds()))
                .filter(nanos -> nanos > 0)
                .sum());
    }

    /** What is done again and again. */
    interface Operation {
        void run() throws Exception;
    }

    /** @throws IllegalStateException when an operation failed: then there is nothing to measure */
    Measurement round(Operation operation, int count, Duration length) throws InterruptedException {
        long cpu = cpuNanos.getAsLong();
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
        // Where threads are summed up, one that has ended takes its time along.
        long used = Math.max(0, cpuNanos.getAsLong() - cpu);
        return new Measurement(operations, System.nanoTime() - start, used);
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
