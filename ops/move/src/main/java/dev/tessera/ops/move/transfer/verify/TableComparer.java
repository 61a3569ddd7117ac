package dev.tessera.ops.move.transfer.verify;

import dev.tessera.ops.move.transfer.apply.ChangedRows;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import dev.tessera.shardconfig.OutOfMemory;
import dev.tessera.shardconfig.redaction.Redaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** Asks both sides the same at the same time, and says where the answers differ. Not thread-safe. */
public final class TableComparer {
    private final ComparedServer source;
    private final ComparedServer target;
    private final ExecutorService executor;

    /** @param executor of one thread: it asks the source while the caller asks the target */
    public TableComparer(ComparedServer source, ComparedServer target, ExecutorService executor) {
        this.source = source;
        this.target = target;
        this.executor = executor;
    }

    /** The tables whose rows aren't all equal. */
    public List<TableShape> differingTables(Collection<TableShape> shapes) {
        Answers<List<Digest>> digests = both(side -> side.digests(shapes));
        List<TableShape> differing = new ArrayList<>();
        int table = 0;
        for (TableShape shape : shapes) {
            if (!digests.ofSource().get(table).equals(digests.ofTarget().get(table))) {
                differing.add(shape);
            }
            table++;
        }
        return differing;
    }

    /**
     * Compares a table in chunks of its key, first to last and beyond either end, so that rows of one side only are found too.
     *
     * @param chunkRows asked before each chunk
     * @param compared told the rows of each chunk
     * @param differing told the rows of a chunk that aren't equal, if there are any
     */
    public void chunks(
            TableShape shape,
            IntSupplier chunkRows,
            Consumer<Long> compared,
            Consumer<Set<ChangedRows.Row>> differing) {
        String from = "true";
        while (true) {
            Optional<RowKey> last = source.keyAt(shape, from, chunkRows.getAsInt() - 1);
            String chunk = last.isEmpty() ? from : from + " and " + shape.upTo(last.get());
            Answers<Digest> digests = both(side -> side.digest(shape, chunk));
            if (!digests.areEqual()) {
                differing.accept(differingRows(shape, both(side -> side.rows(shape, chunk))));
            }
            compared.accept(digests.ofTarget().rows());
            if (last.isEmpty()) {
                return;
            }
            from = shape.after(last.get());
        }
    }

    /** Of these rows, the ones that aren't equal. */
    public Set<ChangedRows.Row> differing(TableShape shape, Collection<RowKey> keys) {
        return differingRows(shape, both(side -> side.rows(shape, keys)));
    }

    static Set<ChangedRows.Row> differingRows(TableShape shape, Answers<Map<RowKey, String>> rows) {
        Set<RowKey> keys = new HashSet<>(rows.ofSource().keySet());
        keys.addAll(rows.ofTarget().keySet());
        Set<ChangedRows.Row> differing = new HashSet<>();
        for (RowKey key : keys) {
            String digest = rows.ofSource().get(key);
            if (digest == null || !digest.equals(rows.ofTarget().get(key))) {
                differing.add(new ChangedRows.Row(shape, key));
            }
        }
        return differing;
    }

    private <T> Answers<T> both(Function<ComparedServer, T> question) {
        Future<T> ofSource = executor.submit(() -> question.apply(source));
        try {
            T ofTarget = question.apply(target);
            return new Answers<>(ofSource.get(), ofTarget);
        } catch (ExecutionException e) {
            OutOfMemory.endIf(e);
            throw e.getCause() instanceof TransferFailedException failed
                    ? failed
                    : new TransferFailedException("comparing failed: " + Redaction.message(e), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferStoppedException();
        }
    }

    record Answers<T>(T ofSource, T ofTarget) {
        boolean areEqual() {
            return ofSource.equals(ofTarget);
        }
    }
}
