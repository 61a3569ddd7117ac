package dev.tessera.model.reorganization;

import java.util.stream.IntStream;

/** Placements are written from what is live where, with epochs above all that overlap. */
final class ModelPublication {
    /** More than the model's lost epochs; 1,000 would be a margin in life. */
    private static final int MARGIN = 3;

    private final ReorganizationWorld world;

    private ModelPublication(ReorganizationWorld world) {
        this.world = world;
    }

    /** In one transaction: deletes what overlaps the buckets, and inserts each where it lives. All epochs are decided before. */
    static void publish(ReorganizationWorld world, int... buckets) {
        ModelPublication publication = new ModelPublication(world);
        publish(world, buckets, IntStream.of(buckets).map(publication::epochOf).toArray());
    }

    /** As above, with epochs that nobody can have given out who is forgotten. */
    static void publishWithMargin(ReorganizationWorld world, int... buckets) {
        ModelPublication publication = new ModelPublication(world);
        publish(
                world,
                buckets,
                IntStream.of(buckets)
                        .map(bucket -> publication.epochOf(bucket) + MARGIN)
                        .toArray());
    }

    private static void publish(ReorganizationWorld world, int[] buckets, int[] epochs) {
        ModelPublication publication = new ModelPublication(world);
        for (int i = 0; i < buckets.length; i++) {
            publication.publish(buckets[i], homeOf(world, buckets[i]), epochs[i]);
        }
    }

    /** Of two shards on which it stands, the one that had it last. */
    static int homeOf(ReorganizationWorld world, int bucket) {
        ModelServer a = world.servers[ReorganizationWorld.A];
        ModelServer b = world.servers[ReorganizationWorld.B];
        boolean isOnB = b.live.has(bucket) && (!a.live.has(bucket) || b.registry[bucket] > a.registry[bucket]);
        return isOnB ? ReorganizationWorld.B : ReorganizationWorld.A;
    }

    private int epochOf(int bucket) {
        int home = homeOf(world, bucket);
        boolean isThere = world.directory.home[bucket] == home;
        int own = Math.max(world.servers[home].registry[bucket], isThere ? world.directory.epoch[bucket] : 0);
        int others = epochOfOthers(bucket, home);
        return own > others ? own : others + 1;
    }

    private void publish(int bucket, int home, int epoch) {
        world.servers[home].remember(bucket, epoch, false);
        for (int other = 0; other < world.form.buckets(); other++) {
            if (world.form.overlap(bucket, other)) {
                world.directory.remove(other);
            }
        }
        world.directory.home[bucket] = home;
        world.directory.epoch[bucket] = epoch;
    }

    private int epochOfOthers(int bucket, int home) {
        int highest = 0;
        for (int other = 0; other < world.form.buckets(); other++) {
            if (!isCompared(bucket, other)) {
                continue;
            }
            for (int shard = 0; shard < world.servers.length; shard++) {
                if (other != bucket || shard != home) {
                    highest = Math.max(highest, world.servers[shard].registry[other]);
                }
            }
            if (other != bucket || world.directory.home[bucket] != home) {
                highest = Math.max(highest, world.directory.epoch[other]);
            }
        }
        return highest;
    }

    private boolean isCompared(int bucket, int other) {
        return world.bounds.has(ReorganizationBug.EPOCH_DECIDED_BY_NAME)
                ? bucket == other
                : world.form.overlap(bucket, other);
    }

    /** Above every epoch of the slots of a bucket that the directory or a shard knows, but for one registry row: that of the new home. */
    static int highestEpoch(ReorganizationWorld world, int bucket, int home) {
        int highest = new ModelPublication(world).epochOfOthers(bucket, home);
        return Math.max(highest, world.directory.epoch[bucket]);
    }
}
