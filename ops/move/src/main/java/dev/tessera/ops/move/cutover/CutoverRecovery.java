package dev.tessera.ops.move.cutover;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.TableRename;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.ops.move.session.BrokenInvariantException;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.move.MovePhase;
import java.util.SortedSet;

/**
 * Recovers a cutover that somebody left in the middle, by looking at what is live where and by nothing else. The target is live: forward. It is
 * not, and the source stands frozen beside its copy: back. Run again it changes nothing.
 */
public final class CutoverRecovery {
    /** Where the bucket lives now. */
    public enum Result {
        SWITCHED,
        AT_SOURCE
    }

    private final MoveSession session;
    private final Move move;

    public CutoverRecovery(MoveSession session) {
        this.session = session;
        this.move = session.readMove();
    }

    /** @throws BrokenInvariantException when the bucket lives in two homes, or in none */
    public Result recover() {
        boolean targetLive =
                !standing(session.target().sql(), BucketTables.LIVE_SCHEMA).isEmpty();
        boolean sourceLive =
                !standing(session.source().sql(), BucketTables.LIVE_SCHEMA).isEmpty();
        SortedSet<String> frozen = standing(session.source().sql(), move.frozenSchema());
        if (targetLive && sourceLive) {
            throw new BrokenInvariantException(move.describe() + ": both servers have live tables of the bucket");
        }
        if (targetLive) {
            Publication.ofLeft(session, move).publish();
            return Result.SWITCHED;
        }
        if (!sourceLive && frozen.isEmpty()) {
            throw new BrokenInvariantException(
                    move.describe() + ": neither server has live tables, and nothing stands in " + move.frozenSchema());
        }
        if (sourceLive) {
            FenceRelease.end(session, move);
        } else {
            requireCopy();
            FenceRelease.back(session, move, new TableRename(frozen, move.frozenSchema(), BucketTables.LIVE_SCHEMA));
        }
        return Result.AT_SOURCE;
    }

    /**
     * A copy that is gone went live: the bucket lived there and went on from there, so the originals are old. Only a restored directory
     * forgets that.
     */
    private void requireCopy() {
        if (standing(session.target().sql(), move.incomingSchema()).isEmpty()) {
            throw new BrokenInvariantException(move.describe() + ": nothing stands in " + move.incomingSchema() + " on "
                    + move.target() + ", so the bucket has lived there, and what stands in " + move.frozenSchema()
                    + " on "
                    + move.source() + " is old; `shardctl doctor` names its newest originals");
        }
    }

    private SortedSet<String> standing(SqlSession server, String schema) {
        return TablesOfBucket.in(server, schema, move.bucket());
    }

    /** Recovers the cutover and stores the phase that follows: for a process that only repairs. */
    public MovePhase recoverAndRecord() {
        if (recover() == Result.SWITCHED) {
            return MovePhase.SWITCHED;
        }
        session.steps().transition(MovePhase.CUTOVER, MovePhase.VERIFYING);
        return MovePhase.VERIFYING;
    }
}
