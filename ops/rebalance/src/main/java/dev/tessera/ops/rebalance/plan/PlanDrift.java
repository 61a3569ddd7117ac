package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.ShardRow;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedShard;
import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The changes since a plan was made, except for those that the plan itself has made: its moves, and buckets of which it makes others. */
final class PlanDrift {
    private final SavedPlan plan;
    private final List<Placement> placements;
    private final List<ShardRow> shards;
    private final List<Move> all;
    private final Map<BucketId, Move> own;
    private final Map<BucketId, Move> foreign;
    private final List<String> found = new ArrayList<>();

    /**
     * @param placements all of the directory
     * @param shards all of the directory
     * @param all moves
     * @param own the moves of this plan
     */
    PlanDrift(SavedPlan plan, List<Placement> placements, List<ShardRow> shards, List<Move> all, List<Move> own) {
        this.plan = plan;
        this.placements = placements;
        this.shards = shards;
        this.all = all;
        this.own = newest(own.stream().filter(move -> !move.isReorganization()).toList());
        Set<Long> ownIds = own.stream().map(Move::moveId).collect(Collectors.toSet());
        this.foreign = newest(
                all.stream().filter(move -> !ownIds.contains(move.moveId())).toList());
    }

    /** Reads the directory. */
    static PlanDrift of(Cluster cluster, SavedPlan plan, List<Move> own) {
        return new PlanDrift(
                plan,
                cluster.placements().all(),
                cluster.shards().all(),
                cluster.journal().all(),
                own);
    }

    /** Of each bucket. */
    private static Map<BucketId, Move> newest(List<Move> moves) {
        return moves.stream()
                .collect(Collectors.toMap(
                        Move::bucket,
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparingLong(Move::moveId))));
    }

    /** For people, each with what it was and what it is; empty when nothing is. */
    List<String> find() {
        Map<BucketId, Placement> now =
                placements.stream().collect(Collectors.toMap(Placement::bucket, Function.identity()));
        plan.buckets().forEach(bucket -> bucket(bucket, Optional.ofNullable(now.get(bucket.bucket()))));
        shards();
        if (!found.isEmpty()) {
            found.add("the plan rests on what isn't so any more; make a new one");
        }
        return found;
    }

    private void bucket(PlannedBucket bucket, Optional<Placement> now) {
        if (now.isEmpty()) {
            plan.split(bucket.bucket())
                    .ifPresentOrElse(
                            this::parts,
                            () -> found.add("bucket " + bucket.bucket() + " isn't in the directory" + instead(bucket)));
            return;
        }
        Optional<Move> mine = Optional.ofNullable(own.get(bucket.bucket()));
        if (!isAsExpected(bucket, now.get(), mine)) {
            found.add(isElsewhere(bucket, now.get(), mine));
        }
        open(bucket.bucket());
    }

    private void open(BucketId bucket) {
        if (Optional.ofNullable(own.get(bucket)).filter(Move::isOpen).isEmpty()) {
            Optional.ofNullable(foreign.get(bucket))
                    .filter(Move::isOpen)
                    .ifPresent(move -> found.add(move.describe() + " is " + by(move)));
        }
    }

    /** A bucket that was split: each part is one that the plan makes, where the split left it or an own move took it. */
    private void parts(PlannedSplit split) {
        Set<BucketId> made =
                split.steps().stream().flatMap(step -> step.children().stream()).collect(Collectors.toSet());
        for (Placement part : overlapping(split.bucket().bucket())) {
            if (!made.contains(part.bucket())) {
                found.add("bucket " + part.bucket() + " holds slots of "
                        + split.bucket().bucket() + ", and the plan doesn't make it of that");
                continue;
            }
            Optional<Move> mine = Optional.ofNullable(own.get(part.bucket()));
            // The epoch with which it was published isn't known; its shard is what counts.
            PlannedBucket expected =
                    new PlannedBucket(part.bucket(), split.shard(), part.epoch(), split.estimate(part.bucket()));
            if (part.epoch() <= split.bucket().epoch() || !isAsExpected(expected, part, mine)) {
                found.add("bucket " + part.bucket() + " lives on " + part.shard() + " with epoch " + part.epoch()
                        + ", and the plan rests on its split of "
                        + split.bucket().bucket() + " on " + split.shard()
                        + mine.map(move -> " and its own move to " + move.target())
                                .orElse("") + cause(part));
            }
            open(part.bucket());
        }
    }

    private List<Placement> overlapping(BucketId bucket) {
        return placements.stream()
                .filter(placement -> placement.bucket().overlaps(bucket))
                .toList();
    }

    private String instead(PlannedBucket bucket) {
        List<BucketId> others =
                overlapping(bucket.bucket()).stream().map(Placement::bucket).toList();
        return others.isEmpty() ? "" : "; its slots are in " + others;
    }

    private static boolean isAsExpected(PlannedBucket bucket, Placement now, Optional<Move> mine) {
        boolean unmoved = now.shard().equals(bucket.shard()) && now.epoch() == bucket.epoch();
        return mine.map(move -> switch (move.phase()) {
                    case SWITCHED, DONE -> now.shard().equals(move.target()) && now.epoch() == move.homeEpoch();
                    // Its flip may just have been published.
                    case CUTOVER -> unmoved || now.shard().equals(move.target());
                    default -> unmoved;
                })
                .orElse(unmoved);
    }

    private String isElsewhere(PlannedBucket bucket, Placement now, Optional<Move> mine) {
        return "bucket " + bucket.bucket() + " lives on " + now.shard() + " with epoch " + now.epoch()
                + ", and the plan rests on " + bucket.shard() + " with epoch " + bucket.epoch()
                + mine.map(move -> " and its own move to " + move.target()).orElse("") + cause(now);
    }

    private String cause(Placement now) {
        return all.stream()
                .filter(move -> move.bucket().equals(now.bucket()) && move.homeEpoch() == now.epoch())
                .findFirst()
                .map(move -> ": " + move.describe() + ", " + by(move))
                .orElse("");
    }

    private static String by(Move move) {
        return move.phase().column() + ", begun by " + move.requestedBy() + " at " + move.createdAt();
    }

    private void shards() {
        Map<ShardName, ShardRow> known = shards.stream().collect(Collectors.toMap(ShardRow::name, Function.identity()));
        for (PlannedShard shard : plan.shards()) {
            Optional<ShardRow> now = Optional.ofNullable(known.get(shard.name()));
            if (now.isEmpty()) {
                found.add("the directory doesn't know " + shard.name() + " any more");
            } else if (shard.role() == Role.BALANCED && !now.get().state().takesBuckets()) {
                found.add(shard.name() + " is " + now.get().state().column()
                        + ", and the plan rests on its taking buckets");
            }
        }
    }
}
