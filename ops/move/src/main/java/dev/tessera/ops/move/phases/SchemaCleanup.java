package dev.tessera.ops.move.phases;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.directory.BrokenInvariantException;
import dev.tessera.ops.move.journal.CleanupLedger;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.BucketSession;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MoveStepName;
import java.util.List;

/** Clears away what the ledger says a move made: its own two schemas, which carry its number. */
final class SchemaCleanup {
    private final MoveSession session;
    private final Runnable beforeEachTable;

    SchemaCleanup(MoveSession session) {
        this(session, () -> {});
    }

    /** @param beforeEachTable returns when the servers bear that another table is dropped */
    SchemaCleanup(MoveSession session, Runnable beforeEachTable) {
        this.session = session;
        this.beforeEachTable = beforeEachTable;
    }

    /** Of the session's own move. */
    void clear() {
        session.streams().close();
        clear(session.readMove());
    }

    /**
     * Of a move whose originals went live again by the session's move: between the same two servers, the other way round.
     *
     * @throws BrokenInvariantException when tables of the bucket stand there all the same
     */
    void clearReversed(Move reversed) {
        requireEmpty(session.target().sql(), reversed, reversed.frozenSchema());
        requireEmpty(session.source().sql(), reversed, Move.incomingSchema(reversed.moveId()));
        clear(reversed);
    }

    private void clear(Move move) {
        for (CleanupLedger.Item item : session.cluster().ledger().due(move.moveId())) {
            requireOwn(move, item);
            boolean incoming = item.schema().equals(Move.incomingSchema(move.moveId()));
            session.steps()
                    .act(
                            incoming ? MoveStepName.DROP_INCOMING : MoveStepName.DROP_FROZEN,
                            () -> drop(on(item.shard()).sql(), item.schema()));
            session.steps()
                    .record(
                            incoming ? MoveStepName.CLEARED_INCOMING : MoveStepName.CLEARED_FROZEN,
                            () -> session.cluster().ledger().cleared(session.lease(), item));
        }
    }

    /** One table at a time: each is a file that is unlinked, and locks that others wait for. */
    private void drop(SqlSession server, String schema) {
        List<String> tables = server.query(
                "select table_name from information_schema.tables where table_schema = ? order by table_name",
                row -> row.getString(1),
                schema);
        for (String table : tables) {
            beforeEachTable.run();
            server.execute("drop table if exists " + schema + "." + table);
        }
        server.execute("drop schema if exists " + schema);
    }

    private BucketSession on(ShardName shard) {
        return shard.equals(session.source().server().shard()) ? session.source() : session.target();
    }

    private static void requireOwn(Move move, CleanupLedger.Item item) {
        boolean own = item.schema().equals(Move.incomingSchema(move.moveId()))
                || item.schema().equals(move.frozenSchema());
        if (!own) {
            throw new BrokenInvariantException(
                    "the ledger of " + move.describe() + " names " + item.schema() + ", which isn't its own");
        }
    }

    private static void requireEmpty(SqlSession server, Move move, String schema) {
        if (!TablesOfBucket.in(server, schema, move.bucket()).isEmpty()) {
            throw new BrokenInvariantException(
                    move.describe() + " is reversed, and tables of the bucket stand in " + schema + " all the same");
        }
    }
}
