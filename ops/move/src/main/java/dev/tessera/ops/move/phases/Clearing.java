package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.journal.CleanupLedger;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.BucketSession;
import dev.tessera.shardconfig.ShardName;

/** Clears away what the ledger says a move made: its own two schemas, which carry its number. */
final class Clearing {
    private final MoveSession session;

    Clearing(MoveSession session) {
        this.session = session;
    }

    void clear() {
        Move move = session.move();
        session.closeCatchUp();
        for (CleanupLedger.Item item : session.cluster().ledger().due(move.moveId())) {
            requireOwn(move, item);
            session.act(
                    "drop-" + item.schema(),
                    () -> on(move, item.shard()).sql().execute("drop schema if exists " + item.schema()));
            session.record(
                    "cleared-" + item.schema(), () -> session.cluster().ledger().cleared(session.lease(), item));
        }
    }

    private BucketSession on(Move move, ShardName shard) {
        return shard.equals(move.source()) ? session.source() : session.target();
    }

    private static void requireOwn(Move move, CleanupLedger.Item item) {
        boolean own =
                item.schema().equals(move.incomingSchema()) || item.schema().equals(move.frozenSchema());
        if (!own) {
            throw new BrokenInvariantException(
                    "the ledger of " + move.describe() + " names " + item.schema() + ", which isn't its own");
        }
    }
}
