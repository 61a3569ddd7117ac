package dev.tessera.ops.move.repair;

import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.CleanupLedger;
import dev.tessera.ops.move.journal.Lease;
import dev.tessera.ops.move.journal.LeaseKeeper;
import dev.tessera.ops.move.journal.LeaseTerm;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Drops a schema that is left of a move. Who may need it is kept out first, by the lease of the move and the lock of every bucket that has
 * tables there, on the shard concerned; then everything is looked at again.
 */
final class LeftoverDrop {
    private final Cluster cluster;
    private final Repair.DropLeftover drop;
    private final String who;
    private final Duration length;

    LeftoverDrop(Cluster cluster, Repair.DropLeftover drop, String who, Duration lease) {
        this.cluster = cluster;
        this.drop = drop;
        this.who = who;
        this.length = lease;
    }

    /**
     * @throws MoveRefusedException saying why it stays
     * @throws dev.tessera.migrations.sql.LockHeldException when somebody works at one of its buckets
     * @throws dev.tessera.ops.move.journal.LeaseHeldException when somebody works at its move
     */
    void run() {
        Optional<Move> move = cluster.journal().find(Leftover.number(drop.schema()));
        if (move.isEmpty()) {
            locked(Optional.empty(), Optional.empty());
            return;
        }
        LeaseTerm term = LeaseTerm.of(length);
        try (LeaseKeeper keeper = LeaseKeeper.of(cluster.journal(), term, () -> cluster.journal()
                .acquire(move.get().moveId(), who, term))) {
            try {
                locked(move, Optional.of(keeper));
            } finally {
                cluster.journal().release(keeper.lease());
            }
        }
    }

    private void locked(Optional<Move> move, Optional<LeaseKeeper> keeper) {
        try (SqlSession server = cluster.server(drop.shard()).open()) {
            Set<BucketId> buckets = new TreeSet<>();
            move.ifPresent(known -> buckets.addAll(known.parents()));
            tables(server).forEach(table -> BucketTables.bucketOf(table).ifPresent(buckets::add));
            // They end with the session.
            buckets.forEach(bucket -> ServerLock.take(server, ServerLock.ofBucket(bucket)));
            requireLeft(tables(server), buckets);
            keeper.ifPresent(LeaseKeeper::requireHeld);
            dropTables(server);
            keeper.ifPresent(held -> tellLedger(held.lease()));
        }
    }

    private void requireLeft(Collection<String> tables, Set<BucketId> locked) {
        ClusterSurvey survey = new Surveyor(cluster).survey();
        Leftover leftover = Leftover.of(survey, drop.schema()).orElseThrow(() -> refused("its move needs it"));
        survey.unreachable().keySet().stream().findFirst().ifPresent(shard -> {
            throw refused(shard + " can't be looked at, and may show that it is needed");
        });
        for (String table : tables) {
            Optional<BucketId> bucket = BucketTables.bucketOf(table);
            if (bucket.isEmpty() && !table.startsWith("transfer_")) {
                throw refused("table " + table + " in it isn't of a move");
            }
            bucket.ifPresent(known -> requireElsewhere(survey, leftover, known, locked));
        }
    }

    /** A bucket of which tables stand there lives somewhere else, it or what was made of its slots, known to everybody, and these tables are of no use to it. */
    private void requireElsewhere(ClusterSurvey survey, Leftover leftover, BucketId bucket, Set<BucketId> locked) {
        leftover.againstItsTables().ifPresent(why -> {
            throw refused("tables of bucket " + bucket + " stand in it: " + why);
        });
        List<Placement> published = survey.placements().values().stream()
                .filter(placement -> placement.bucket().overlaps(bucket))
                .toList();
        boolean lives = !published.isEmpty() && published.stream().allMatch(placement -> lives(survey, placement));
        if (!lives || !locked.contains(bucket)) {
            throw refused("tables of bucket " + bucket + " stand in it, and the bucket doesn't live at one place"
                    + " that the directory and the shards agree on");
        }
    }

    /** At the one place that is published. */
    private static boolean lives(ClusterSurvey survey, Placement placement) {
        List<ShardSurvey> homes = survey.homesOf(placement.bucket());
        return homes.size() == 1
                && homes.get(0).known()
                && isLive(placement, homes.get(0).name());
    }

    private static boolean isLive(Placement placement, ShardName home) {
        return placement.shard().equals(home) && placement.state() == PlacementState.LIVE;
    }

    private MoveRefusedException refused(String why) {
        return new MoveRefusedException("schema " + drop.schema() + " on " + drop.shard() + " stays: " + why);
    }

    /** One at a time: each is a file that is unlinked, and locks that others wait for. */
    private void dropTables(SqlSession server) {
        tables(server).forEach(table -> server.execute("drop table if exists " + drop.schema() + ".`" + table + "`"));
        server.execute("drop schema if exists " + drop.schema());
    }

    private void tellLedger(Lease lease) {
        List<CleanupLedger.Item> due = cluster.ledger().due(lease.moveId());
        due.stream()
                .filter(item ->
                        item.shard().equals(drop.shard()) && item.schema().equals(drop.schema()))
                .forEach(item -> cluster.ledger().cleared(lease, item));
    }

    private List<String> tables(SqlSession server) {
        return server.query(
                "select table_name from information_schema.tables where table_schema = ?",
                row -> row.getString(1),
                drop.schema());
    }
}
