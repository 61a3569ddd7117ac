package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.Workers;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Copies ranges side by side. The first failure stops all of them and is what the caller gets. */
public final class CopyWorkers {
    private final TransferSpec transferSpec;
    private final TransferOptions options;
    private final StopSignal stop;
    private final TransferProgress progress;

    public CopyWorkers(TransferSpec transferSpec, TransferOptions options, StopSignal stop, TransferProgress progress) {
        this.transferSpec = transferSpec;
        this.options = options;
        this.stop = stop;
        this.progress = progress;
    }

    /** Returns when every range is copied. */
    void run(Collection<KeyRange> ranges) {
        Queue<KeyRange> waiting = new ConcurrentLinkedQueue<>(ranges);
        try (Workers workers = new Workers("tessera-copy-" + transferSpec.moveId())) {
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
        String name = "tessera-copy-reader-" + transferSpec.moveId();
        ExecutorService readAhead = Executors.newSingleThreadExecutor(work -> new Thread(work, name));
        try (DataSession source = DataSession.open(transferSpec.source());
                DataSession target = DataSession.open(transferSpec.target())) {
            RangeCopier copier = new RangeCopier(transferSpec, options, anyStop, progress, source, target, readAhead);
            for (@Nullable KeyRange range = waiting.poll(); range != null; range = waiting.poll()) {
                copier.copy(range);
            }
        } finally {
            readAhead.shutdown();
        }
    }
}
