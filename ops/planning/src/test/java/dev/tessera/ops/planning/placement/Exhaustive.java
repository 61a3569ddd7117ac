package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.growth.Share;
import java.util.List;

/** Tries every placement of a tiny cluster of equal shards without limits, by the rules that {@link TargetSizes} states. */
final class Exhaustive {
    private final List<PlannedBucket> buckets;
    private final List<PlannedShard> shards;
    private final TargetSizes targetSizes;
    private final Layout layout;
    private final TargetSize part;
    private final int[] places;
    private long best = Long.MAX_VALUE;

    Exhaustive(List<PlannedBucket> buckets, List<PlannedShard> shards, Share tolerance) {
        this.buckets = buckets;
        this.shards = shards;
        this.layout = new Layout(buckets, shards);
        this.targetSizes = TargetSizes.of(layout, tolerance);
        this.places = new int[buckets.size()];
        int free = 0;
        while (free < shards.size()
                && (targetSizes.hosts().containsKey(free) || shards.get(free).role() != Role.BALANCED)) {
            free++;
        }
        this.part = free < shards.size() ? targetSizes.part(free) : TargetSize.EMPTY;
    }

    /** The fewest bytes after which each shard is in its band, wherever giants go; {@code Long.MAX_VALUE} when there is no such placement. */
    long best() {
        place(0, 0);
        return best;
    }

    private void place(int index, long moved) {
        if (moved >= best) {
            return;
        }
        if (index == places.length) {
            if (isRight()) {
                best = moved;
            }
            return;
        }
        for (int shard = 0; shard < shards.size(); shard++) {
            places[index] = shard;
            boolean stays = shards.get(shard).name().equals(buckets.get(index).shard());
            place(index + 1, moved + (stays ? 0 : buckets.get(index).bytes()));
        }
    }

    private boolean isRight() {
        for (int shard = 0; shard < shards.size(); shard++) {
            long bytes = 0;
            long giant = -1;
            int giants = 0;
            for (int index = 0; index < places.length; index++) {
                if (places[index] == shard) {
                    bytes += layout.bytesOf(index);
                    giants += targetSizes.isGiant(index) ? 1 : 0;
                    giant = targetSizes.isGiant(index) ? index : giant;
                }
            }
            if (!isRight(shard, bytes, giants, (int) giant)) {
                return false;
            }
        }
        return true;
    }

    private boolean isRight(int shard, long bytes, int giants, int giant) {
        if (shards.get(shard).role() == Role.EMPTIED) {
            return bytes == 0;
        }
        return switch (giants) {
            case 0 -> part.missedBy(bytes) == 0;
            case 1 -> bytes <= layout.bytesOf(giant) + targetSizes.besides(giant);
            default -> false;
        };
    }
}
