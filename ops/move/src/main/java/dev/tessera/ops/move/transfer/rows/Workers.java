package dev.tessera.ops.move.transfer.rows;

import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import dev.tessera.shardconfig.OutOfMemory;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.redaction.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Threads at work side by side. The first failure asks the others to stop, and is what {@link #await} throws. Closed by its owner. */
public final class Workers implements AutoCloseable {
    private final String name;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    public Workers(String name) {
        this.name = name;
    }

    /** @param work gets the signal that another worker failed */
    public void start(Consumer<StopSignal> work) {
        Thread thread = new Thread(() -> run(work), name + "-" + threads.size());
        threads.add(thread);
        thread.start();
    }

    /** Returns when all are done. */
    public void await() {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            failure.compareAndSet(null, new TransferStoppedException());
            Thread.currentThread().interrupt();
        }
        Throwable first = failure.get();
        if (first instanceof TesseraException known) {
            throw known;
        }
        if (first != null) {
            throw new TransferFailedException("unexpected: " + Redaction.message(first), first);
        }
    }

    /** Waits until no thread is left, also when the caller is interrupted. */
    @Override
    public void close() {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    failure.compareAndSet(null, new TransferStoppedException());
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Consumer<StopSignal> work) {
        try {
            work.accept(() -> failure.get() != null);
        } catch (Throwable thrown) {
            OutOfMemory.endIf(thrown);
            failure.compareAndSet(null, thrown);
        }
    }
}
