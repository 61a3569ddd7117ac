package dev.tessera.ops.move.carry.copy;

import dev.tessera.ops.move.carry.Carriage;
import dev.tessera.ops.move.carry.CarryOptions;
import dev.tessera.ops.move.carry.CarryProgress;
import dev.tessera.ops.move.carry.StopSignal;
import dev.tessera.ops.move.carry.rows.DataSession;
import dev.tessera.ops.move.carry.rows.Workers;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Copies ranges side by side. The first failure stops all of them and is what the caller gets. */
public final class CopyWorkers {
    private final Carriage carriage;
    private final CarryOptions options;
    private final StopSignal stop;
    private final CarryProgress progress;

    public CopyWorkers(Carriage carriage, CarryOptions options, StopSignal stop, CarryProgress progress) {
        this.carriage = carriage;
        this.options = options;
        this.stop = stop;
        this.progress = progress;
    }

    /** Returns when every range is copied. */
    void run(Collection<KeyRange> ranges) {
        Queue<KeyRange> waiting = new ConcurrentLinkedQueue<>(ranges);
        try (Workers workers = new Workers("tessera-copy-" + carriage.moveId())) {
            int count = Math.min(options.parallelRanges(), ranges.size());
            for (int i = 0; i < count; i++) {
                workers.start(failed -> work(waiting, either(failed)));
            }
            workers.await();
        }
    }

    private StopSignal either(StopSignal failed) {
        return () -> failed.isRequested() || stop.isRequested();
    }

    private void work(Queue<KeyRange> waiting, StopSignal anyStop) {
        String name = "tessera-copy-reader-" + carriage.moveId();
        ExecutorService readAhead = Executors.newSingleThreadExecutor(work -> new Thread(work, name));
        try (DataSession source = DataSession.open(carriage.source());
                DataSession target = DataSession.open(carriage.target())) {
            RangeCopier copier = new RangeCopier(carriage, options, anyStop, progress, source, target, readAhead);
            for (@Nullable KeyRange range = waiting.poll(); range != null; range = waiting.poll()) {
                copier.copy(range);
            }
        } finally {
            readAhead.shutdown();
        }
    }
}
