package dev.tessera.ops.move.cutover;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.BrokenInvariantException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the children of a reorganization live by what all shards show: a directory that was restored may speak of a cutover whose children have
 * been moved on long ago. A shard that doesn't answer is passed over: the children's tables that still stand on their own server prove by
 * themselves that they were never live.
 */
final class ChildHomes {
    private static final Duration TO_CONNECT = Duration.ofMillis(300);
    private static final Duration TO_ANSWER = Duration.ofMillis(500);

    private final Move move;
    private final SortedMap<BucketId, Placement> live = new TreeMap<>();
    private final List<String> later = new ArrayList<>();
    private long highest;

    private ChildHomes(Move move) {
        this.move = move;
    }

    static ChildHomes look(Cluster cluster, Move move) {
        ChildHomes homes = new ChildHomes(move);
        for (ShardConfig shard : cluster.members()) {
            try (SqlSession session = cluster.server(shard.name()).open(TO_CONNECT)) {
                session.waitForAnswers(TO_ANSWER);
                homes.look(shard.name(), session);
            } catch (ServerUnreachableException | StatementFailedException unanswered) {
                // Passed over.
            }
        }
        return homes;
    }

    /** The highest epoch of any of the slots that a shard remembers; of those that don't answer nothing is known. */
    static long highestEpoch(Cluster cluster, Move move) {
        return look(cluster, move).highest;
    }

    private void look(ShardName shard, SqlSession session) {
        BucketRegistry registry = new BucketRegistry(session);
        highest = Math.max(highest, registry.epoch(move.bucket()));
        for (BucketId child : move.children()) {
            long ofOthers = registry.epochOfOthers(child, move.moveId());
            if (!TablesOfBucket.in(session, BucketTables.LIVE_SCHEMA, child).isEmpty()) {
                live.put(child, new Placement(child, shard, registry.epoch(child), PlacementState.LIVE));
            } else if (ofOthers > move.homeEpoch()) {
                later.add(shard + " remembers slots of bucket " + child + " at epoch " + ofOthers);
            }
        }
    }

    /**
     * Where each of them lives; empty when none of them ever did.
     *
     * @throws BrokenInvariantException when only some live anywhere, or did later than this reorganization
     */
    List<Placement> all() {
        if (live.keySet().equals(move.children())) {
            return List.copyOf(live.values());
        }
        if (!live.isEmpty() || !later.isEmpty()) {
            throw new BrokenInvariantException(move.describe()
                    + " was left in its cutover, and its slots have lived on: "
                    + (live.isEmpty() ? String.join(", ", later) : "live are " + live.values()) + ", of the children "
                    + move.children() + "; `shardctl doctor` names what stands where");
        }
        return List.of();
    }
}
