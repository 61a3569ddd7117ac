package dev.tessera.ops.move.cutover;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.MetadataLockHolders;
import dev.tessera.ops.move.servers.Preflight;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.BucketTables;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What both servers must be like for an attempt, asked before the fence: what preflight found hours ago and a person may have changed since, and
 * who holds tables. Nobody waits for the answers but the mover.
 */
public final class CutoverConditions {
    /** A server's settings don't change ten times a second. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(2);

    private final MoveSession session;
    private final Move move;
    private final CutoverDefinitions definitions;
    private final Preflight preflight;
    private final List<MetadataLockHolders> holders;
    private Optional<String> unmet = Optional.empty();
    private long askedAt = System.nanoTime() - BETWEEN_QUESTIONS.toNanos();

    public CutoverConditions(MoveSession session, CutoverDefinitions definitions) {
        this.session = session;
        this.move = session.readMove();
        this.definitions = definitions;
        this.preflight = new Preflight(
                        session.cluster().config(),
                        session.source().server(),
                        session.source().sql(),
                        session.target().sql(),
                        true)
                .ofMove(session.readMove().moveId())
                .ofCopy();
        this.holders = List.of(onSource(session), onTarget(session));
    }

    private static MetadataLockHolders onSource(MoveSession session) {
        Move move = session.readMove();
        return new MetadataLockHolders(
                move.source(),
                session.source().sql(),
                List.of(BucketTables.LIVE_SCHEMA, move.frozenSchema()),
                session.readParentTables(),
                connection -> false);
    }

    static MetadataLockHolders onTarget(MoveSession session) {
        Move move = session.readMove();
        long own = session.streams().catchUp().targetConnection();
        return new MetadataLockHolders(
                move.target(),
                session.target().sql(),
                List.of(move.incomingSchema(), BucketTables.LIVE_SCHEMA),
                session.readChildTables(),
                connection -> connection == own);
    }

    /**
     * What to wait for, of what doesn't pass from one moment to the next.
     *
     * @throws dev.tessera.ops.move.directory.MoveRefusedException when the tables differ: waiting doesn't make them alike
     */
    public Optional<String> unmet() {
        if (System.nanoTime() - askedAt >= BETWEEN_QUESTIONS.toNanos()) {
            unmet = definitions.keep().or(this::settings);
            askedAt = System.nanoTime();
        }
        return unmet;
    }

    /** Has the next look ask again: an attempt was made. */
    public void askAgain() {
        askedAt = System.nanoTime() - BETWEEN_QUESTIONS.toNanos();
    }

    private Optional<String> settings() {
        return preflight
                .problems(
                        move.source(),
                        move.target(),
                        session.cluster().tablesOf(move.parents(), move.schemaVersion()),
                        move.children(),
                        move.schemaVersion())
                .stream()
                .findFirst();
    }

    /** Who would make a RENAME wait, on either server. */
    public Optional<String> holder() throws InterruptedException {
        return MetadataLockHolders.lasting(holders).stream().findFirst().map(who -> "a fence can't be taken: " + who);
    }
}
