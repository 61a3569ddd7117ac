package dev.tessera.ops.move.cutover;

import dev.tessera.migrations.definition.BucketDefinition;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.session.AlterationCheck;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.ops.move.session.MovedDefinitions;
import dev.tessera.ops.move.transfer.spec.Deadline;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.move.MoveStepName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether source and target have the same tables: somebody may have altered either for as long as the copy took, and a statement that is kept
 * out of the binlog passes every stream. Compared before the fence, and once more behind it, beside the drain. Not thread-safe.
 */
public final class CutoverDefinitions implements AutoCloseable {
    private static final Duration WITHOUT_HURRY = Duration.ofSeconds(3);

    private final MoveSession session;
    private final Move move;
    private final DefinitionSide source;
    private final DefinitionSide target;
    private Optional<BucketDefinition> kept = Optional.empty();

    /** Opens its sessions: not when there is no time. */
    public CutoverDefinitions(MoveSession session) {
        this.session = session;
        this.move = session.readMove();
        this.source = new DefinitionSide(session.source().server(), session.readParentTables());
        try {
            this.target = new DefinitionSide(session.target().server(), session.readChildTables());
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /**
     * Before the fence: compares, and writes down what both are.
     *
     * @return what to wait for
     * @throws MoveRefusedException naming what differs
     */
    Optional<String> keep() {
        begin(BucketTables.LIVE_SCHEMA);
        Optional<BucketDefinition> both = compared(Deadline.in(WITHOUT_HURRY));
        if (both.isEmpty()) {
            return Optional.of(
                    "a session that has locked the tables' definitions, on " + source.name() + " or " + target.name());
        }
        if (!both.equals(kept)) {
            session.steps().record(MoveStepName.DEFINITIONS_KEPT, () -> session.cluster()
                    .definitions()
                    .keep(session.lease(), both.get()));
            kept = both;
        }
        return Optional.empty();
    }

    /** Behind the fence: begins to read, and returns at once. */
    void begin() {
        begin(move.frozenSchema());
    }

    /**
     * Behind the fence: the end of what was begun.
     *
     * @return why this attempt must be given up, though another may do
     * @throws MoveRefusedException naming what differs
     */
    Optional<String> await(Deadline deadline) {
        Optional<BucketDefinition> both = compared(deadline);
        if (both.isEmpty()) {
            return Optional.of("the definitions of the tables were not read within "
                    + deadline.budget().toMillis() + " ms");
        }
        return both.equals(kept)
                ? Optional.empty()
                : Optional.of("the tables were altered, on both servers, as the fence was taken");
    }

    private void begin(String sourceSchema) {
        source.begin(sourceSchema);
        target.begin(move.incomingSchema());
    }

    /** What both are; empty when one of them can't be read yet. */
    private Optional<BucketDefinition> compared(Deadline deadline) {
        Optional<BucketDefinition> here = source.await(deadline.left());
        Optional<BucketDefinition> there = target.await(deadline.left());
        if (here.isEmpty() || there.isEmpty()) {
            return Optional.empty();
        }
        List<String> differences = MovedDefinitions.differences(move, here.get(), there.get());
        if (!differences.isEmpty()) {
            throw AlterationCheck.refusal(move, differences);
        }
        return here;
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
