package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.Names;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads the next rows of a range, each time by one short query of its own that nothing else waits for, and makes them statements. The
 * number of rows follows their size. Not thread-safe.
 */
final class BatchReader {
    /** Few at first: who knows how large they are. */
    private static final int FIRST_LIMIT = 250;
    /** Of a table whose rows may be of many megabytes, however small the last ones were. */
    private static final int MOST_HUGE = 100;

    private static final int GROWTH = 4;

    private final TransferSpec transferSpec;
    private final DataSession source;
    private final TransferOptions options;
    private @Nullable TableShape shape;
    private @Nullable String table;
    private @Nullable RowDestinations destinations;
    private int maxRows;
    private int limit;

    BatchReader(TransferSpec transferSpec, DataSession source, TransferOptions options) {
        this.transferSpec = transferSpec;
        this.source = source;
        this.options = options;
    }

    private RowDestinations begin(TableShape shape, String source) {
        RowDestinations begun = new RowDestinations(transferSpec, shape, source);
        this.shape = shape;
        table = source;
        destinations = begun;
        maxRows = shape.mayBeHuge() ? Math.min(MOST_HUGE, options.maxBatchRows()) : options.maxBatchRows();
        limit = shape.mayBeHuge() ? 1 : Math.min(FIRST_LIMIT, maxRows);
        return begun;
    }

    RowBatch next(KeyRange range) {
        RowDestinations into = destinations;
        if (into == null || !range.shape().equals(shape) || !range.source().equals(table)) {
            into = begin(range.shape(), range.source());
        }
        long batchBytes = batchBytes();
        BatchBuilder batch = new BatchBuilder(range.shape(), into, batchBytes);
        source.query(question(range), row -> {
            batch.add(row);
            return true;
        });
        boolean finished = batch.rows() < limit;
        adapt(batch, batchBytes);
        return batch.build(range, finished);
    }

    private String question(KeyRange range) {
        TableShape columns = range.shape();
        return "select " + columns.selections() + " from "
                + Names.quoted(transferSpec.sourceSchema(), range.source()) + " force index (primary) where "
                + range.remaining() + " order by " + columns.keyNames() + " limit " + limit;
    }

    private long batchBytes() {
        return Math.max(
                1, (long) (options.batchSize().bytes() * options.throttle().portion()));
    }

    private void adapt(BatchBuilder batch, long batchBytes) {
        if (batch.rows() > 0) {
            long fitting = batchBytes * batch.rows() / Math.max(1, batch.bytes());
            limit = (int) Math.max(1, Math.min(fitting, Math.min(maxRows, (long) limit * GROWTH)));
        }
    }
}
