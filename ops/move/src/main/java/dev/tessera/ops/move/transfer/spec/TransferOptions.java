package dev.tessera.ops.move.transfer.spec;

import dev.tessera.shardconfig.DataSize;

/**
 * How fast a bucket is carried, and how much at once.
 *
 * @param parallelRanges key ranges that are copied side by side, each with a session on either server
 * @param batchSize about how many bytes of rows one read and one statement hold
 * @param maxBatchRows and at most how many rows
 * @param applyTransactions how many source transactions one target transaction may cover
 * @param applyRows at how many distinct rows such a transaction ends
 * @param chunkRows how many rows are compared by one digest
 * @param smallBucketRows below it, a bucket is compared whole inside the fence
 * @param memory that its streams share with all others of the process
 * @param throttle asked before each batch of the copy and of the catch-up, and between chunks of a comparison under writes
 */
public record TransferOptions(
        int parallelRanges,
        DataSize batchSize,
        int maxBatchRows,
        int applyTransactions,
        int applyRows,
        int chunkRows,
        int smallBucketRows,
        StreamMemory memory,
        Throttle throttle) {
    public TransferOptions {
        requirePositive(parallelRanges, "parallel ranges");
        requirePositive(batchSize.bytes(), "batch size");
        requirePositive(maxBatchRows, "rows of a batch");
        requirePositive(applyTransactions, "transactions of a batch");
        requirePositive(applyRows, "rows of an applied batch");
        requirePositive(chunkRows, "rows of a chunk");
    }

    public static TransferOptions defaults() {
        return new TransferOptions(
                3,
                new DataSize(1 << 20),
                10_000,
                2_000,
                2_000,
                20_000,
                5_000,
                StreamMemory.ofProcess(),
                Throttle.none());
    }

    public TransferOptions withParallelRanges(int ranges) {
        return new TransferOptions(
                ranges,
                batchSize,
                maxBatchRows,
                applyTransactions,
                applyRows,
                chunkRows,
                smallBucketRows,
                memory,
                throttle);
    }

    public TransferOptions withMaxBatchRows(int rows) {
        return new TransferOptions(
                parallelRanges,
                batchSize,
                rows,
                applyTransactions,
                applyRows,
                chunkRows,
                smallBucketRows,
                memory,
                throttle);
    }

    public TransferOptions withChunkRows(int rows) {
        return new TransferOptions(
                parallelRanges,
                batchSize,
                maxBatchRows,
                applyTransactions,
                applyRows,
                rows,
                smallBucketRows,
                memory,
                throttle);
    }

    public TransferOptions withSmallBucketRows(int rows) {
        return new TransferOptions(
                parallelRanges,
                batchSize,
                maxBatchRows,
                applyTransactions,
                applyRows,
                chunkRows,
                rows,
                memory,
                throttle);
    }

    public TransferOptions withMemory(StreamMemory shared) {
        return new TransferOptions(
                parallelRanges,
                batchSize,
                maxBatchRows,
                applyTransactions,
                applyRows,
                chunkRows,
                smallBucketRows,
                shared,
                throttle);
    }

    public TransferOptions withThrottle(Throttle asked) {
        return new TransferOptions(
                parallelRanges,
                batchSize,
                maxBatchRows,
                applyTransactions,
                applyRows,
                chunkRows,
                smallBucketRows,
                memory,
                asked);
    }

    private static void requirePositive(long value, String what) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, not " + value);
        }
    }
}
