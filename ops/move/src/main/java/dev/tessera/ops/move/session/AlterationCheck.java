package dev.tessera.ops.move.session;

import dev.tessera.migrations.definition.BucketDefinition;
import dev.tessera.migrations.definition.DefinitionReader;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.move.MovePhase;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/**
 * Whether somebody altered tables under a move that failed: whatever it failed with, an unknown column or a value that doesn't fit, follows from
 * that. Looked at when nobody waits any more.
 */
public final class AlterationCheck {
    private static final Set<MovePhase> TRANSFERRING =
            Set.of(MovePhase.COPYING, MovePhase.CATCHING_UP, MovePhase.VERIFYING, MovePhase.CUTOVER);

    private AlterationCheck() {}

    /** The failure, or what it follows from. */
    public static TesseraException behind(TesseraException failure, MoveSession session) {
        if (failure instanceof MoveRefusedException) {
            return failure;
        }
        try {
            List<String> differences = differences(session, session.readMove());
            if (differences.isEmpty()) {
                return failure;
            }
            MoveRefusedException altered = refusal(session.readMove(), differences);
            altered.addSuppressed(failure);
            return altered;
        } catch (TesseraException unknown) {
            failure.addSuppressed(unknown);
            return failure;
        }
    }

    public static MoveRefusedException refusal(Move move, List<String> differences) {
        return new MoveRefusedException(move.describe() + ": its tables are not the same "
                + (move.isReorganization() ? "in all its buckets: " : "on both servers: ")
                + String.join("; ", differences) + "; make them alike and `shardctl move resume " + move.moveId()
                + "`, or `shardctl move abort " + move.moveId() + "`");
    }

    private static List<String> differences(MoveSession session, Move move) {
        if (!TRANSFERRING.contains(move.phase())) {
            return List.of();
        }
        SortedSet<String> tables = session.readParentTables();
        BucketDefinition source = read(session.source().server(), BucketTables.LIVE_SCHEMA, tables);
        if (!source.tables().keySet().equals(tables)) {
            // What isn't live there was not altered.
            return List.of();
        }
        BucketDefinition target = read(session.target().server(), move.incomingSchema(), session.readChildTables());
        return move.phase() == MovePhase.COPYING
                ? MovedDefinitions.differences(move, source.withoutOrdinaryIndexes(), target.withoutOrdinaryIndexes())
                : MovedDefinitions.differences(move, source, target);
    }

    private static BucketDefinition read(ServerLogin server, String schema, SortedSet<String> tables) {
        try (DefinitionReader reader = new DefinitionReader(server.open())) {
            return reader.read(schema, tables);
        }
    }
}
