package dev.tessera.ops.cli.bucket;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Where a slot is at one moment: what the directory publishes, and what the servers show.
 *
 * @param placement of the bucket that holds the slot; empty when the directory has none
 * @param live buckets with live tables of the slot, or of any slot of the bucket that was asked for, and their number of tables, by shard
 * @param unreachable shards that couldn't be looked at, and why
 * @param move the open move of the bucket, for people; empty when there is none
 */
record SlotLocation(
        int slot,
        Optional<Placement> placement,
        SortedMap<ShardName, SortedMap<BucketId, Integer>> live,
        SortedMap<ShardName, String> unreachable,
        Optional<String> move) {

    /** What isn't as the directory says; empty when all is well, or a cutover is under way. */
    List<String> problems() {
        if (placement.isEmpty()) {
            return List.of("no bucket in the directory holds slot " + slot + "; see `shardctl doctor`");
        }
        Placement published = placement.get();
        if (unreachable.containsKey(published.shard())) {
            return List.of(published.shard() + " can't be looked at: " + unreachable.get(published.shard()));
        }
        SortedMap<BucketId, Integer> atHome = live.getOrDefault(published.shard(), Collections.emptySortedMap());
        boolean isThereAlone = live.size() == 1 && atHome.keySet().equals(Set.of(published.bucket()));
        return isThereAlone || published.state() == PlacementState.CUTOVER
                ? List.of()
                : List.of("the servers show something else than the directory publishes; see `shardctl doctor`");
    }
}
