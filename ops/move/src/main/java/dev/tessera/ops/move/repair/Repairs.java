package dev.tessera.ops.move.repair;

import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.cutover.CutoverRecovery;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.TableRename;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;

/**
 * Carries repairs out. What changes tables looks again first, under the bucket's lock on the server concerned: a mover holds that lock while it
 * works, and is left alone. Carried out again it changes nothing.
 */
final class Repairs {
    private final MoverContext context;
    private final Cluster cluster;

    Repairs(MoverContext context) {
        this.context = context;
        this.cluster = context.cluster();
    }

    /**
     * @return what was done, for people, with its subject and where that lives now
     * @throws dev.tessera.shardconfig.TesseraException when it can't be done, or need not be done any more
     */
    String carryOut(Repair repair) {
        String done = repair.describe();
        if (repair instanceof Repair.RecoverCutover recovery) {
            done = recover(recovery.moveId());
        } else if (repair instanceof Repair.CorrectPlacements correct) {
            correct(correct);
        } else if (repair instanceof Repair.PublishCover cover) {
            publishCover(cover.homes(), List.of());
        } else if (repair instanceof Repair.EndCutover end) {
            cluster.placements().endOrphanedCutover(end.bucket());
        } else if (repair instanceof Repair.RenameAway away) {
            renameAway(away.bucket(), away.shard());
        } else if (repair instanceof Repair.Reconcile reconcile) {
            new ShardReconciler(cluster, this).reconcile(reconcile.shard());
        } else if (repair instanceof Repair.DropLeftover drop) {
            new LeftoverDrop(cluster, drop, context.who(), context.options().lease()).run();
            done = "dropped schema " + drop.schema() + " on " + drop.shard();
        }
        return audited(done);
    }

    /**
     * Recovers a cutover whose mover is dead although its lease is still valid.
     *
     * @param seen as it was read before both locks of its bucket were seen free
     * @return what was done, for people
     * @throws dev.tessera.shardconfig.TesseraException when it can't be done, or somebody else is at it
     */
    String takeOver(Move seen) {
        return audited(recover(MoveSession.takeOver(context, seen)));
    }

    private String recover(long moveId) {
        return recover(MoveSession.open(context, moveId, new MoveProgress()));
    }

    private static String recover(MoveSession opened) {
        try (MoveSession session = opened) {
            Move move = session.readMove();
            if (move.phase() != MovePhase.CUTOVER) {
                return move.describe() + ": its cutover is over already; the move is "
                        + move.phase().column();
            }
            return move.describe() + ": no mover worked at its cutover any more; it is "
                    + (new CutoverRecovery(session).recoverAndRecord() == MovePhase.SWITCHED
                            ? "finished, and " + lives(move, move.children(), move.target())
                            : "undone, and " + lives(move, move.parents(), move.source()));
        }
    }

    private static String lives(Move move, SortedSet<BucketId> buckets, ShardName shard) {
        return move.isReorganization() ? "live on " + shard + " are " + buckets : "the bucket lives on " + shard;
    }

    private String audited(String done) {
        context.milestones().reached("repair:before-audit");
        cluster.audit().record(context.who(), "repair", done);
        return done;
    }

    void correct(Repair.CorrectPlacements correct) {
        try (PlacementCorrection correction = new PlacementCorrection(cluster)) {
            correct.byHome().forEach(correction::prepare);
            context.milestones().reached("correct:before-publish");
            correction.publish();
        }
    }

    /** @param undone switched reorganizations whose parents have come back */
    void publishCover(NavigableMap<BucketId, ShardName> homes, List<Long> undone) {
        new CoverPublication(cluster, homes, undone)
                .publish(() -> context.milestones().reached("correct:before-publish"));
    }

    void renameAway(BucketId bucket, ShardName shard) {
        try (SqlSession session = cluster.server(shard).open();
                ServerLock ignored = ServerLock.take(session, ServerLock.ofBucket(bucket))) {
            SortedSet<String> live = TablesOfBucket.in(session, BucketTables.LIVE_SCHEMA, bucket);
            if (live.isEmpty()) {
                return;
            }
            String schema = strayName(session, bucket);
            session.execute("create schema if not exists " + schema);
            context.milestones().reached("rename-away:before-act");
            session.execute(new TableRename(live, BucketTables.LIVE_SCHEMA, schema).sql());
        }
    }

    /** Tells what it holds, and keeps it apart from what a move froze. */
    private static String strayName(SqlSession session, BucketId bucket) {
        String moment = session.query("select date_format(utc_timestamp(), '%Y%m%d%H%i%S')", row -> row.getString(1))
                .get(0);
        return "tessera_stray" + BucketTables.suffix(bucket) + "_" + moment;
    }
}
