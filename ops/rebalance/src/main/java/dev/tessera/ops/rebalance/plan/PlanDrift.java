package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.ShardRow;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedShard;
import dev.tessera.ops.planning.placement.PlannedShard.Role;
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

/** The changes since a plan was made, except for those that the plan itself has made. Reads only. */
final class PlanDrift {
    private final Cluster cluster;
    private final SavedPlan plan;
    private final List<Move> all;
    private final Map<BucketId, Move> own;
    private final Map<BucketId, Move> foreign;
    private final List<String> found = new ArrayList<>();

    /** @param own the moves of this plan */
    PlanDrift(Cluster cluster, SavedPlan plan, List<Move> own) {
        this.cluster = cluster;
        this.plan = plan;
        this.all = cluster.journal().all();
        this.own = newest(own);
        Set<Long> ownIds = own.stream().map(Move::moveId).collect(Collectors.toSet());
        this.foreign = newest(
                all.stream().filter(move -> !ownIds.contains(move.moveId())).toList());
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
                cluster.placements().all().stream().collect(Collectors.toMap(Placement::bucket, Function.identity()));
        plan.buckets().forEach(bucket -> bucket(bucket, Optional.ofNullable(now.get(bucket.bucket()))));
        shards();
        if (!found.isEmpty()) {
            found.add("the plan rests on what isn't so any more; make a new one");
        }
        return found;
    }

    private void bucket(PlannedBucket bucket, Optional<Placement> now) {
        if (now.isEmpty()) {
            found.add("bucket " + bucket.bucket() + " isn't in the directory");
            return;
        }
        Optional<Move> mine = Optional.ofNullable(own.get(bucket.bucket()));
        if (!isAsExpected(bucket, now.get(), mine)) {
            found.add(isElsewhere(bucket, now.get(), mine));
        }
        if (mine.filter(Move::isOpen).isEmpty()) {
            Optional.ofNullable(foreign.get(bucket.bucket()))
                    .filter(Move::isOpen)
                    .ifPresent(move -> found.add(move.describe() + " is " + by(move)));
        }
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
        String cause = all.stream()
                .filter(move -> move.bucket().equals(bucket.bucket()) && move.homeEpoch() == now.epoch())
                .findFirst()
                .map(move -> ": " + move.describe() + ", " + by(move))
                .orElse("");
        return "bucket " + bucket.bucket() + " lives on " + now.shard() + " with epoch " + now.epoch()
                + ", and the plan rests on " + bucket.shard() + " with epoch " + bucket.epoch()
                + mine.map(move -> " and its own move to " + move.target()).orElse("") + cause;
    }

    private static String by(Move move) {
        return move.phase().column() + ", begun by " + move.requestedBy() + " at " + move.createdAt();
    }

    private void shards() {
        Map<ShardName, ShardRow> known =
                cluster.shards().all().stream().collect(Collectors.toMap(ShardRow::name, Function.identity()));
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
