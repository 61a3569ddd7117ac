package dev.tessera.ops.move.phases;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.BrokenInvariantException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.ops.move.session.StreamIds;
import dev.tessera.ops.move.transfer.SwitchedComparison;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.move.MoveStepState;
import java.util.Optional;

/**
 * The bucket lives on the target, and what is left of the move that it went back by is cleared away. What was too large to be compared whole behind the fence is compared now: the frozen originals with what
 * the target holds, but for what was written there since.
 */
final class Switched implements Phase {
    /** The step that `complete` asks for. */
    @Override
    public MovePhase run(MoveSession session) {
        Move move = session.readMove();
        session.steps().act(MoveStepName.FORGET_SCHEMA_AT_SOURCE, () -> move.parents()
                .forEach(bucket -> forgetSchema(session, bucket)));
        if (move.reverses().isPresent()) {
            new SchemaCleanup(session)
                    .clearReversed(
                            session.cluster().journal().get(move.reverses().get()));
        }
        if (!isCompared(session.cluster(), move)) {
            compare(session, move);
        }
        return MovePhase.SWITCHED;
    }

    /** By the time an old move is completed its bucket may have come back: then the row is that of the live bucket. */
    private static void forgetSchema(MoveSession session, BucketId bucket) {
        SqlSession source = session.source().sql();
        if (TablesOfBucket.in(source, BucketTables.LIVE_SCHEMA, bucket).isEmpty()) {
            new BucketRegistry(source).forgetSchema(bucket);
        }
    }

    static boolean isCompared(Cluster cluster, Move move) {
        return cluster.journal().steps(move.moveId()).stream()
                .anyMatch(step -> step.is(MoveStepName.COMPARED_WHOLE, MoveStepState.DONE));
    }

    private static void compare(MoveSession session, Move move) {
        if (!session.streams().isComparedWhole()) {
            String since = move.switchGtidSet()
                    .orElseThrow(() -> new BrokenInvariantException(move.describe()
                            + " is switched, and its journal doesn't say at which position of its target"));
            // Nothing more comes from the source, and this may take long.
            session.streams().close();
            session.steps().act(MoveStepName.COMPARE_AFTER_SWITCH, () -> new SwitchedComparison(
                            session.readTransferSpec(),
                            session.transferOptions(),
                            session.heldLease().stopSignal(),
                            session.progress())
                    .run(move.frozenSchema(), since, StreamIds.sinceSwitch(move.moveId())));
        }
        session.steps().write(MoveStepName.COMPARED_WHOLE, MoveStepState.DONE, Optional.empty());
    }
}
