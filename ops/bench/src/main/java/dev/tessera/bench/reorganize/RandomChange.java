package dev.tessera.bench.reorganize;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.split.SplitCuts;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.reshape.Reshape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Draws what happens to a cluster next. As many buckets as there were at the beginning are returned to, over and over. */
final class RandomChange {
    private static final int MOVES_OF_TEN = 4;

    private final Random random;
    private final int usualBuckets;
    private final List<ShardName> shards;

    RandomChange(Random random, int usualBuckets, List<ShardName> shards) {
        this.random = random;
        this.usualBuckets = usualBuckets;
        this.shards = List.copyOf(shards);
    }

    /** A bucket is moved, or some become others where they are. */
    sealed interface Change permits ToMove, ToReorganize {
        String kind();

        /** Whose slots it is about. */
        BucketId cover();

        Move carryOut(Reorganizer reorganizer) throws InterruptedException;
    }

    record ToMove(BucketId bucket, ShardName to) implements Change {
        @Override
        public String kind() {
            return "moves";
        }

        @Override
        public BucketId cover() {
            return bucket;
        }

        @Override
        public Move carryOut(Reorganizer reorganizer) throws InterruptedException {
            return reorganizer.move(bucket, to);
        }
    }

    record ToReorganize(Reshape reshape) implements Change {
        @Override
        public String kind() {
            return reshape.parents().size() == 1 ? "splits" : "merges";
        }

        @Override
        public BucketId cover() {
            return Reshape.cover(reshape.parents());
        }

        @Override
        public Move carryOut(Reorganizer reorganizer) throws InterruptedException {
            return reorganizer.reorganize(reshape);
        }
    }

    /** @param placements in the order of their slots */
    Change next(List<Placement> placements) {
        if (random.nextInt(10) < MOVES_OF_TEN) {
            return move(placements);
        }
        boolean split = random.nextInt(2 * usualBuckets) >= placements.size();
        return split ? split(placements) : merge(placements);
    }

    private Change move(List<Placement> placements) {
        Placement any = any(placements);
        List<ShardName> others = new ArrayList<>(shards);
        others.remove(any.shard());
        return new ToMove(any.bucket(), any(others));
    }

    private Change split(List<Placement> placements) {
        BucketId parent = any(placements).bucket();
        if (parent.slotCount() < Reshape.MOST) {
            return merge(placements);
        }
        TreeSet<Integer> cuts = new TreeSet<>();
        int children = 2 + random.nextInt(Reshape.MOST - 1);
        while (cuts.size() < children - 1) {
            cuts.add(parent.firstSlot() + 1 + random.nextInt(parent.slotCount() - 1));
        }
        return new ToReorganize(Reorganizer.reshape(List.of(parent), SplitCuts.at(parent, cuts)));
    }

    private Change merge(List<Placement> placements) {
        int first = random.nextInt(placements.size());
        int most = 2 + random.nextInt(Reshape.MOST - 1);
        List<BucketId> parents = new ArrayList<>();
        for (int i = first; i < placements.size() && parents.size() < most; i++) {
            if (!placements.get(i).shard().equals(placements.get(first).shard())) {
                break;
            }
            parents.add(placements.get(i).bucket());
        }
        return parents.size() < 2
                ? move(placements)
                : new ToReorganize(Reorganizer.reshape(parents, List.of(Reshape.cover(parents))));
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
