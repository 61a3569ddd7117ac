package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.MovePhase;
import dev.tessera.ops.move.carry.BinlogWatch;
import dev.tessera.ops.move.carry.BucketCopy;
import dev.tessera.ops.move.carry.Carriage;
import dev.tessera.ops.move.journal.Move;

/**
 * Fills the copy. The position from which everything is replayed later is written down before the first row is read, so rows may be read at
 * any later moment.
 */
final class Copying implements Phase {
    @Override
    public MovePhase run(MoveSession session) {
        Move move = session.move();
        if (move.startGtidSet().isEmpty()) {
            makeTables(session, move);
            String start = session.source().gtidExecuted();
            session.record("start-position", () -> session.cluster().journal().startedAt(session.lease(), start));
        }
        copy(session, session.move().startGtidSet().orElseThrow());
        return MovePhase.CATCHING_UP;
    }

    private static void copy(MoveSession session, String start) {
        Carriage carriage = session.carriage();
        try (BinlogWatch watch = BinlogWatch.start(carriage, start)) {
            BucketCopy copy =
                    new BucketCopy(carriage, session.carry(), watch.and(session.stopSignal()), session.progress());
            session.progress().expect(copy.estimate());
            session.act("copy", () -> watch.during(copy::run));
        }
    }

    /** Without a start position nothing was copied: what stands there is from an attempt that was cut short. */
    private static void makeTables(MoveSession session, Move move) {
        session.record(
                "ledger-incoming",
                () -> session.cluster().ledger().willMake(session.lease(), move, move.target(), move.incomingSchema()));
        session.act("incoming-tables", () -> {
            session.target().sql().execute("drop schema if exists " + move.incomingSchema());
            session.cluster()
                    .tables()
                    .create(session.target().sql(), move.incomingSchema(), move.bucket(), move.schemaVersion());
        });
    }
}
