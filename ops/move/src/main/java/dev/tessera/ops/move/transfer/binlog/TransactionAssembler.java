package dev.tessera.ops.move.transfer.binlog;

import dev.tessera.ops.move.transfer.rows.Shapes;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.spec.BinlogRefusedException;
import dev.tessera.ops.move.transfer.spec.ForeignDdlException;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.shardconfig.redaction.StatementSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes transactions of events. A transaction is whole when as many bytes were received as its first event announced: then no event of
 * it is missing, whatever its last one is. Anything it doesn't know how to follow is refused. Not thread-safe.
 */
public final class TransactionAssembler {
    private final Map<String, TableShape> shapes;
    private final String schema;
    private final StatementJudge judge;
    private final Function<RowChange, List<RowChange>> filter;
    private final Map<Long, TableMap> maps = new HashMap<>();
    private List<RowChange> changes = new ArrayList<>();
    private long changesBytes;
    private boolean hasChanges;
    private @Nullable GtidEvent open;
    private long received;
    private boolean xa;

    /**
     * @param shapes by the names of {@link TransferSpec#tables}
     * @param filter what is made of each change: itself, but in tests of those who must notice
     */
    public TransactionAssembler(
            TransferSpec transferSpec, Map<String, TableShape> shapes, Function<RowChange, List<RowChange>> filter) {
        this.shapes = Shapes.bySourceTable(transferSpec, shapes);
        this.filter = filter;
        schema = transferSpec.sourceSchema();
        judge = new StatementJudge(transferSpec);
    }

    /** What was received of an open transaction is void. */
    public void forgetOpen() {
        open = null;
        takeOpen();
    }

    /** How many changes of the open transaction there are that weren't taken. */
    public int openChanges() {
        return changes.size();
    }

    /** And how many bytes their rows have, about. */
    public long openBytes() {
        return changesBytes;
    }

    /** Which transaction is open, and how much of it has come, for people; empty when none is. */
    public Optional<String> describeOpen() {
        GtidEvent transaction = open;
        return transaction == null
                ? Optional.empty()
                : Optional.of("transaction " + transaction.gtid() + " of " + mib(transaction.length())
                        + " MiB, of which " + mib(received) + " MiB have come");
    }

    private static long mib(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /** The changes of the open transaction so far: they won't be among those of the whole one. Void once {@link #forgetOpen} is called. */
    public List<RowChange> takeOpen() {
        List<RowChange> taken = changes;
        changes = new ArrayList<>();
        changesBytes = 0;
        return taken;
    }

    /** The transaction that ends with this event, without those of its changes that were taken; null while none does. */
    public @Nullable SourceTransaction accept(Arrival.OfEvent arrival) {
        RawEvent event = arrival.event();
        if (event.code() == EventCode.GTID) {
            begin(event);
        } else {
            add(event);
        }
        received += event.length();
        return end();
    }

    private void begin(RawEvent event) {
        if (open != null) {
            throw new BinlogRefusedException(
                    "it ended " + (open.length() - received) + " bytes before what it announced", open.gtid());
        }
        open = GtidEvent.read(event.bytes());
        received = 0;
        xa = false;
        hasChanges = false;
        maps.clear();
        takeOpen();
    }

    private @Nullable SourceTransaction end() {
        GtidEvent transaction = current();
        if (received > transaction.length()) {
            throw new BinlogRefusedException(
                    (received - transaction.length()) + " bytes more than it announced", transaction.gtid());
        }
        if (received < transaction.length()) {
            return null;
        }
        open = null;
        return new SourceTransaction(
                transaction.server(), transaction.number(), transaction.committedMicros(), takeOpen());
    }

    private void add(RawEvent event) {
        int code = event.code();
        if (code == EventCode.TABLE_MAP) {
            map(event);
        } else if (EventCode.isRows(code)) {
            rows(event);
        } else if (code == EventCode.QUERY) {
            query(event.bytes());
        } else if (code == EventCode.EXECUTE_LOAD_QUERY) {
            judge(new String(event.bytes().rest(), StandardCharsets.UTF_8), schema);
        } else if (code == EventCode.PARTIAL_UPDATE_ROWS) {
            partialUpdate(event);
        } else {
            requireKnown(code);
        }
    }

    private void requireKnown(int code) {
        if (code == EventCode.TAGGED_GTID || code == EventCode.ANONYMOUS_GTID) {
            throw new BinlogRefusedException(
                    (code == EventCode.TAGGED_GTID ? "a GTID with a tag" : "a transaction without GTID")
                            + " can't be followed",
                    open == null ? "unknown" : "after " + open.gtid());
        }
        if (code == EventCode.TRANSACTION_PAYLOAD) {
            throw new BinlogRefusedException(
                    "a compressed transaction: binlog_transaction_compression must be OFF",
                    current().gtid());
        }
        boolean known = code == EventCode.XID || code == EventCode.XA_PREPARE || EventCode.isWithoutRows(code);
        if (!known) {
            throw new BinlogRefusedException(
                    "an unknown event of type " + code, current().gtid());
        }
    }

    /** Numbers of tables hold within one transaction. */
    private void map(RawEvent event) {
        EventBytes body = event.bytes();
        long number = body.number(6);
        String database = body.skip(2).name();
        TableShape shape = shapes.get(body.name());
        if (shape != null && database.equals(schema)) {
            maps.put(number, TableMap.read(shape, body, current().gtid()));
        }
    }

    private void rows(RawEvent event) {
        TableMap map = event.hasBody() ? maps.get(event.bytes().number(6)) : null;
        if (map == null) {
            return;
        }
        if (xa) {
            throw new BinlogRefusedException(
                    "an XA transaction on " + map.shape().table(), current().gtid());
        }
        new RowsDecoder(map, event.code(), current().gtid())
                .decode(event.bytes().skip(6), this::add);
    }

    private void add(RowChange decoded) {
        for (RowChange change : filter.apply(decoded)) {
            changes.add(change);
            changesBytes += change.row().bytes();
            hasChanges = true;
        }
    }

    private void partialUpdate(RawEvent event) {
        TableMap map = event.hasBody() ? maps.get(event.bytes().number(6)) : null;
        if (map != null) {
            throw new BinlogRefusedException(
                    "a partial update of " + map.shape().table() + ": binlog_row_value_options must be empty",
                    current().gtid());
        }
    }

    private void query(EventBytes body) {
        int schemaLength = body.skip(8).octet();
        int variables = (int) body.skip(2).number(2);
        String defaultSchema = new String(body.skip(variables).bytes(schemaLength), StandardCharsets.UTF_8);
        String sql = new String(body.skip(1).rest(), StandardCharsets.UTF_8);
        xa |= sql.startsWith("XA START");
        if (sql.toUpperCase(Locale.ROOT).startsWith("ROLLBACK") && hasChanges) {
            throw new BinlogRefusedException(
                    "rows that are taken back by " + StatementSummary.of(sql),
                    current().gtid());
        }
        judge(sql, defaultSchema);
    }

    private void judge(String sql, String defaultSchema) {
        if (judge.isForeign(sql, defaultSchema)) {
            throw new ForeignDdlException(sql, current().gtid());
        }
    }

    private GtidEvent current() {
        GtidEvent transaction = open;
        if (transaction == null) {
            throw new BinlogRefusedException("an event outside of any transaction", "unknown");
        }
        return transaction;
    }
}
