package dev.tessera.ops.move.phases;

import dev.tessera.migrations.definition.BucketDefinition;
import dev.tessera.migrations.definition.DefinitionReader;
import dev.tessera.migrations.definition.TableDefinition;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.BucketSession;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.BucketId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * That the originals which are about to be dropped are what the switch compared. Not with what is live: that may have been migrated since. What was
 * altered in them since, or put beside them, exists nowhere else.
 */
final class Originals {
    /** Of the tables that say how far a transfer is. */
    private static final String TRANSFER_TABLES = "transfer_";

    private final MoveSession session;
    private final Move move;

    Originals(MoveSession session) {
        this.session = session;
        this.move = session.readMove();
    }

    /** @throws MoveRefusedException naming what differs, and how to go on */
    void requireAsAtTheSwitch() {
        SortedSet<String> originals = own(session.source(), move.frozenSchema(), session.readParentTables());
        own(session.target(), Move.incomingSchema(move.moveId()), session.readChildTables());
        Optional<BucketDefinition> kept = session.cluster().definitions().find(move.moveId());
        BucketDefinition were = kept.orElseGet(this::asTheChangelogMakes).only(originals);
        List<String> differences = asTheyAre(originals)
                .differences(move.frozenSchema(), were, kept.isPresent() ? "the table at the switch" : "the changelog");
        if (!differences.isEmpty()) {
            throw new MoveRefusedException(
                    move.describe() + " can't be completed: its originals in "
                            + move.frozenSchema() + " on " + move.source() + " were altered; "
                            + String.join("; ", differences)
                            + "; whatever that is for would be dropped with them: save it, undo the change there, and complete again");
        }
    }

    private BucketDefinition asTheyAre(SortedSet<String> originals) {
        try (DefinitionReader reader =
                new DefinitionReader(session.source().server().open())) {
            return reader.read(move.frozenSchema(), originals);
        }
    }

    /** A restored directory has forgotten what they were, and an older version never wrote it down. */
    private BucketDefinition asTheChangelogMakes() {
        SortedMap<String, TableDefinition> made = new TreeMap<>();
        for (BucketId parent : move.parents()) {
            made.putAll(session.cluster()
                    .asTheChangelogMakes(parent, move.schemaVersion(), move.source())
                    .tables());
        }
        return new BucketDefinition(made);
    }

    /** The bucket's tables in a schema of the move, which are fewer when it was interrupted as it dropped them. */
    private SortedSet<String> own(BucketSession server, String schema, SortedSet<String> tables) {
        SortedSet<String> standing = new TreeSet<>(server.sql()
                .query(
                        "select table_name from information_schema.tables where table_schema = ?",
                        row -> row.getString(1),
                        schema));
        standing.removeIf(table -> table.startsWith(TRANSFER_TABLES));
        SortedSet<String> foreign = new TreeSet<>(standing);
        foreign.removeAll(tables);
        if (!foreign.isEmpty()) {
            throw new MoveRefusedException(move.describe() + " can't be completed: " + schema + " on "
                    + server.server().shard()
                    + " would be dropped, and holds " + foreign
                    + ", which the move didn't make; move that elsewhere, and complete again");
        }
        return standing;
    }
}
