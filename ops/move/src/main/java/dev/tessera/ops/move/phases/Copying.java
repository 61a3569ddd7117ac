package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveStep;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.ops.move.transfer.BinlogWatch;
import dev.tessera.ops.move.transfer.BucketCopy;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import java.time.Instant;
import java.util.Optional;

/**
 * Fills the copy. The position from which everything is replayed later is written down before the first row is read, so rows may be read at
 * any later moment.
 */
final class Copying implements Phase {

    @Override
    public MovePhase run(MoveSession session) {
        Move move = session.readMove();
        if (move.startGtidSet().isEmpty()) {
            makeTables(session, move);
            String start = session.source().gtidExecuted();
            session.steps().record(MoveStepName.START_POSITION, () -> session.cluster()
                    .journal()
                    .recordStartPosition(session.lease(), start));
        }
        copy(session, session.readMove().startGtidSet().orElseThrow());
        return MovePhase.CATCHING_UP;
    }

    private static void copy(MoveSession session, String start) {
        TransferSpec transferSpec = session.readTransferSpec();
        MoveProgress progress = session.progress();
        Optional<Instant> startedAt = startedAt(session);
        try (BinlogWatch watch = BinlogWatch.start(
                transferSpec,
                start,
                kept -> progress.recordBinlogsUntil(startedAt.flatMap(at -> kept.map(at::plus))))) {
            BucketCopy copy = new BucketCopy(
                    transferSpec,
                    session.transferOptions(),
                    watch.and(session.heldLease().stopSignal()),
                    progress);
            progress.recordEstimate(copy.estimate());
            session.steps().act(MoveStepName.COPY, () -> watch.during(copy::run));
        }
        progress.recordBinlogsUntil(Optional.empty());
    }

    /** A moment before the position that everything is replayed from. */
    private static Optional<Instant> startedAt(MoveSession session) {
        return session.cluster().journal().steps(session.lease().moveId()).stream()
                .filter(step -> step.is(MoveStepName.INCOMING_TABLES))
                .map(MoveStep::at)
                .reduce((earlier, later) -> later);
    }

    /** Without a start position nothing was copied: what stands there is from an attempt that was cut short. */
    private static void makeTables(MoveSession session, Move move) {
        session.steps().record(MoveStepName.LEDGER_INCOMING, () -> session.cluster()
                .ledger()
                .willMake(session.lease(), move, move.target(), move.incomingSchema()));
        session.steps().act(MoveStepName.INCOMING_TABLES, () -> {
            session.target().sql().execute("drop schema if exists " + move.incomingSchema());
            for (BucketId child : move.children()) {
                session.cluster()
                        .tables()
                        .create(session.target().sql(), move.incomingSchema(), child, move.schemaVersion());
            }
        });
    }
}
