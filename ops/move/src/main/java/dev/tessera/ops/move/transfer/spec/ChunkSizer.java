package dev.tessera.ops.move.transfer.spec;

/** How fast a comparison goes while its tables are used: in chunks as large, and as soon one after the other, as the throttle allows. Not thread-safe. */
public final class ChunkSizer {
    private final TransferOptions options;
    private final StopSignal stop;
    private long rowBytes;

    public ChunkSizer(TransferOptions options, StopSignal stop) {
        this.options = options;
        this.stop = stop;
    }

    /** @param bytes of a row of the table that comes now, on the average */
    public void table(long bytes) {
        rowBytes = bytes;
    }

    /** How many rows the next chunk shall have. */
    public int chunkRows() {
        return Math.max(1, (int) (options.chunkRows() * options.throttle().portion()));
    }

    /** Returns when the next chunk may be compared. */
    public void await(long comparedRows) {
        try {
            options.throttle().await("comparison", comparedRows * rowBytes, stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferStoppedException();
        }
    }
}
