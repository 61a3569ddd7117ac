package dev.tessera.ops.move.cutover;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.directory.BrokenInvariantException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.TableRename;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import java.util.List;
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
        boolean childrenLive = !standing(session.target().sql(), BucketTables.LIVE_SCHEMA, move.children())
                .isEmpty();
        boolean parentsLive = !standing(session.source().sql(), BucketTables.LIVE_SCHEMA, move.parents())
                .isEmpty();
        if (childrenLive && parentsLive) {
            throw new BrokenInvariantException(move.describe()
                    + (move.isReorganization()
                            ? ": parents and children are live"
                            : ": both servers have live tables of the bucket"));
        }
        if (childrenLive) {
            Publication.ofLeft(session, move).publish();
            return Result.SWITCHED;
        }
        if (parentsLive) {
            FenceRelease.end(session, move);
            return Result.AT_SOURCE;
        }
        return ofFrozen();
    }

    /** Nothing is live on either server. */
    private Result ofFrozen() {
        if (move.isReorganization()) {
            List<Placement> homes = ChildHomes.look(session.cluster(), move).all();
            if (!homes.isEmpty()) {
                Publication.ofLeft(session, move).at(homes).publish();
                return Result.SWITCHED;
            }
        }
        SortedSet<String> frozen = standing(session.source().sql(), move.frozenSchema(), move.parents());
        if (frozen.isEmpty()) {
            throw new BrokenInvariantException(move.describe()
                    + (move.isReorganization()
                            ? ": neither parents nor children are live"
                            : ": neither server has live tables")
                    + ", and nothing stands in " + move.frozenSchema());
        }
        requireCopy();
        FenceRelease.back(session, move, new TableRename(frozen, move.frozenSchema(), BucketTables.LIVE_SCHEMA));
        return Result.AT_SOURCE;
    }

    /**
     * A copy that is gone went live: the bucket lived there and went on from there, so the originals are old. Only a restored directory
     * forgets that.
     */
    private void requireCopy() {
        SortedSet<String> copy = standing(session.target().sql(), move.incomingSchema(), move.children());
        if (!copy.equals(session.readChildTables())) {
            throw new BrokenInvariantException(move.describe() + ": " + (copy.isEmpty() ? "nothing" : "only " + copy)
                    + " stands in " + move.incomingSchema() + " on "
                    + move.target() + ", so the bucket has lived there, and what stands in " + move.frozenSchema()
                    + " on "
                    + move.source() + " is old; `shardctl doctor` names its newest originals");
        }
    }

    private static SortedSet<String> standing(SqlSession server, String schema, SortedSet<BucketId> buckets) {
        return TablesOfBucket.in(server, schema, buckets);
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
