package dev.tessera.ops.move.journal;

import dev.tessera.migrations.definition.BucketDefinition;
import dev.tessera.ops.move.directory.Directory;
import java.util.Optional;

/** What the tables of moved buckets were at their switch, on both sides: whatever is dropped later is compared with it. Thread-safe. */
public final class DefinitionRegistry {
    private final Directory directory;
    private final MoveJournal journal;
    private final String definitions;

    public DefinitionRegistry(Directory directory, MoveJournal journal) {
        this.directory = directory;
        this.journal = journal;
        this.definitions = directory.table("move_definitions");
    }

    /**
     * Before the fence, so that it is there whoever goes on; a later attempt keeps what it finds then.
     *
     * @throws dev.tessera.ops.move.transfer.spec.LeaseLostException when somebody else has the move
     */
    public void keep(Lease lease, BucketDefinition both) {
        directory.inTransaction(session -> {
            journal.requireOwned(session, lease);
            return session.update(
                    "insert into " + definitions
                            + " (move_id, definitions, kept_at) values (?, ?, utc_timestamp(3)) as fresh"
                            + " on duplicate key update definitions = fresh.definitions, kept_at = fresh.kept_at",
                    lease.moveId(),
                    DefinitionsJson.print(both));
        });
    }

    /** Empty when the move had no attempt, when an older version made it, or when the directory was restored since. */
    public Optional<BucketDefinition> find(long moveId) {
        return directory
                .query(
                        "select definitions from " + definitions + " where move_id = ?",
                        row -> DefinitionsJson.parse(row.getString(1)),
                        moveId)
                .stream()
                .findFirst();
    }
}
