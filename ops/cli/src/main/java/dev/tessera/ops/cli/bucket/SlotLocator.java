package dev.tessera.ops.cli.bucket;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.redaction.Redaction;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks slots up: in the directory, and in the catalog of each shard. */
final class SlotLocator {
    private final Cluster cluster;

    SlotLocator(Cluster cluster) {
        this.cluster = cluster;
    }

    /** One slot. */
    SlotLocation locate(int slot) {
        return locate(slot, new BucketId(slot, slot));
    }

    /** A bucket of the directory: also tables of any other bucket that has one of its slots are seen. */
    SlotLocation locate(BucketId bucket) {
        return locate(bucket.firstSlot(), bucket);
    }

    private SlotLocation locate(int slot, BucketId range) {
        Optional<Placement> before = placementOf(slot);
        SlotLocation seen = look(slot, range, before);
        // Published anew while the servers were looked at: they may have been seen on both sides of a switch.
        Optional<Placement> after = placementOf(slot);
        return after.equals(before) ? seen : look(slot, range, after);
    }

    private Optional<Placement> placementOf(int slot) {
        return cluster.placements().all().stream()
                .filter(one -> one.bucket().contains(slot))
                .findFirst();
    }

    private SlotLocation look(int slot, BucketId range, Optional<Placement> placement) {
        SortedMap<ShardName, SortedMap<BucketId, Integer>> live = new TreeMap<>();
        SortedMap<ShardName, String> unreachable = new TreeMap<>();
        for (ShardConfig shard : cluster.members()) {
            try (SqlSession session = cluster.server(shard.name()).open()) {
                SortedMap<BucketId, Integer> here = new TreeMap<>();
                TablesOfBucket.live(session).forEach((bucket, tables) -> {
                    if (bucket.overlaps(range)) {
                        here.put(bucket, tables.size());
                    }
                });
                if (!here.isEmpty()) {
                    live.put(shard.name(), here);
                }
            } catch (TesseraException failure) {
                unreachable.put(shard.name(), Redaction.message(failure));
            }
        }
        return new SlotLocation(slot, placement, live, unreachable, move(placement));
    }

    private Optional<String> move(Optional<Placement> placement) {
        return placement.flatMap(published -> cluster.journal().all().stream()
                .filter(move -> move.isOpen() && move.concerns(published.bucket()))
                .map(Move::describe)
                .findFirst());
    }
}
