package dev.tessera.ops.move.journal;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What the directory has that needs a shard, read within one transaction. */
final class ShardReferences {
    private final Directory directory;
    private final SqlSession session;
    private final ShardName shard;

    ShardReferences(Directory directory, SqlSession session, ShardName shard) {
        this.directory = directory;
        this.session = session;
        this.shard = shard;
    }

    List<String> all() {
        List<String> ties = new ArrayList<>();
        placements(ties);
        moves().forEach(move -> ties.add(tie(move)));
        leftovers(ties);
        return ties;
    }

    private void placements(List<String> ties) {
        List<BucketId> buckets = session.query(
                "select bucket from " + directory.table("placements") + " where shard = ? order by bucket",
                row -> BucketId.parse(row.getString(1)),
                shard.value());
        if (!buckets.isEmpty()) {
            ties.add(buckets.size() + " buckets live on " + shard + ", slots "
                    + BucketSelection.text(new TreeSet<>(buckets)) + "; `shardctl shard drain " + shard
                    + "` moves them away");
        }
    }

    /** A reverse replication that is open is one of a move that is switched. */
    private List<Move> moves() {
        return session.query(
                "select " + MoveRows.columns(directory) + " from " + directory.table("moves")
                        + " m where (m.open_bucket is not null or m.phase = " + MovePhase.SWITCHED.literal()
                        + ") and (m.source = ? or m.target = ?) order by m.move_id",
                MoveRows::read,
                shard.value(),
                shard.value());
    }

    private static String tie(Move move) {
        return move.phase() == MovePhase.SWITCHED
                ? move.describe() + " is switched, and its originals stand frozen on " + move.source()
                        + "; `shardctl move complete " + move.moveId() + "` drops them, and needs both servers"
                : move.describe() + " is " + move.phase().column() + "; let it end, or `shardctl move abort "
                        + move.moveId() + "`";
    }

    /** Of moves that are over. */
    private void leftovers(List<String> ties) {
        session.query(
                        "select c.object_name, c.move_id from " + directory.table("cleanup") + " c join "
                                + directory.table("moves") + " m on m.move_id = c.move_id"
                                + " where c.shard = ? and c.done_at is null and m.open_bucket is null"
                                + " and m.phase <> " + MovePhase.SWITCHED.literal() + " order by c.cleanup_id",
                        row -> "schema " + row.getString(1) + " of move " + row.getLong(2) + " wasn't dropped on "
                                + shard + " yet; `shardctl doctor` names it",
                        shard.value())
                .forEach(ties::add);
    }
}
