package dev.tessera.ops.rebalance.shards;

import dev.tessera.migrations.change.TesseraSchemas;
import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Removes a shard from the cluster, when nothing that is needed is left there. Its server isn't changed. */
public final class ShardRemoval {
    private final Cluster cluster;
    private final boolean serverGone;

    /** @param serverGone true: the operator answers for what is on the server, and it isn't asked */
    public ShardRemoval(Cluster cluster, boolean serverGone) {
        this.cluster = cluster;
        this.serverGone = serverGone;
    }

    /** What is still left, by the directory and by the server itself; each says what would be right. */
    public List<String> left(ShardName shard) {
        List<String> left = new ArrayList<>(cluster.shards().ties(shard));
        if (!serverGone) {
            left.addAll(onServer(shard));
        }
        return left;
    }

    /**
     * @param who for the audit trail
     * @throws MoveRefusedException with what is left; nothing was changed then
     */
    public void run(ShardName shard, String who) {
        List<String> left = left(shard);
        if (!left.isEmpty()) {
            throw new MoveRefusedException(left);
        }
        cluster.shards().remove(shard, who);
    }

    private List<String> onServer(ShardName shard) {
        try (SqlSession server = cluster.server(shard).open()) {
            List<String> left = new ArrayList<>();
            live(shard, server, left);
            TesseraSchemas.on(server).keySet().stream()
                    .filter(schema -> schema.matches("tessera_(in|out|stray)_.*"))
                    .forEach(schema -> left.add("schema " + schema + " stands on " + shard
                            + "; `shardctl doctor` shows its owner, `shardctl move complete ID` or `shardctl doctor"
                            + " --execute --drop-leftovers` clears it away"));
            return left;
        } catch (ServerUnreachableException e) {
            return List.of(e.getMessage() + "; what is left there can't be seen: bring it back, or say --server-gone");
        }
    }

    private static void live(ShardName shard, SqlSession server, List<String> left) {
        SortedSet<BucketId> live = new TreeSet<>(TablesOfBucket.live(server).keySet());
        if (!live.isEmpty()) {
            left.add("tables of " + live.size() + " buckets stand in schema " + BucketTables.LIVE_SCHEMA + " on "
                    + shard + ", slots " + BucketSelection.text(live) + "; see `shardctl doctor`");
        }
    }
}
