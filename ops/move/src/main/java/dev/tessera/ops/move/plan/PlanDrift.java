package dev.tessera.ops.move.plan;

import dev.tessera.ops.move.MovePhase;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.ShardRow;
import dev.tessera.ops.move.phases.Cluster;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.planner.BucketMove;
import dev.tessera.shardconfig.planner.PlannedBucket;
import dev.tessera.shardconfig.planner.PlannedShard;
import dev.tessera.shardconfig.planner.PlannedShard.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is otherwise than when a plan was made, but for what the plan itself has done. Reads only. */
final class PlanDrift {
    private final Cluster cluster;
    private final SavedPlan plan;
    private final List<Move> all;
    private final Map<Integer, Move> own;
    private final Map<Integer, BucketMove> planned;
    private final List<String> found = new ArrayList<>();

    /** @param own the moves of this plan */
    PlanDrift(Cluster cluster, SavedPlan plan, List<Move> own) {
        this.cluster = cluster;
        this.plan = plan;
        this.all = cluster.journal().all();
        // Of a bucket that was tried more than once, the last.
        this.own = own.stream()
                .sorted(Comparator.comparingLong(Move::moveId))
                .collect(Collectors.toMap(Move::bucket, Function.identity(), (earlier, later) -> later));
        this.planned = plan.moves().collect(Collectors.toMap(BucketMove::bucket, Function.identity()));
    }

    /** For people, each with what it was and what it is; empty when nothing is. */
    List<String> find() {
        Map<Integer, Placement> now =
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
        ShardName is = now.get().shard();
        boolean unmoved = is.equals(bucket.shard()) && now.get().epoch() == bucket.epoch();
        boolean arrived = mine.filter(move -> move.phase() == MovePhase.SWITCHED || move.phase() == MovePhase.DONE)
                .isPresent();
        boolean onItsWay = mine.filter(Move::isOpen).isPresent();
        boolean right = arrived
                ? is.equals(target(bucket)) && byWhom(bucket.bucket()).isEmpty()
                : unmoved || (onItsWay && (is.equals(bucket.shard()) || is.equals(target(bucket))));
        if (!right) {
            found.add("bucket " + bucket.bucket() + " lives on " + is + " with epoch "
                    + now.get().epoch()
                    + ", and the plan rests on " + bucket.shard() + " with epoch " + bucket.epoch()
                    + (arrived ? " and its own move to " + target(bucket) : "")
                    + byWhom(bucket.bucket())
                            .map(move -> ": " + move.describe() + ", "
                                    + move.phase().column() + ", by " + move.requestedBy() + " at " + move.createdAt())
                            .orElse(""));
        } else if (!onItsWay) {
            byWhom(bucket.bucket())
                    .filter(Move::isOpen)
                    .ifPresent(move -> found.add(move.describe() + " is "
                            + move.phase().column() + ", begun by " + move.requestedBy() + " at " + move.createdAt()));
        }
    }

    private ShardName target(PlannedBucket bucket) {
        return Optional.ofNullable(planned.get(bucket.bucket()))
                .map(BucketMove::to)
                .orElse(bucket.shard());
    }

    /** The last move that isn't of this plan, if it came after the plan was made or after the plan's own. */
    private Optional<Move> byWhom(int bucket) {
        long since = Optional.ofNullable(own.get(bucket)).map(Move::moveId).orElse(0L);
        return all.stream()
                .filter(move -> move.bucket() == bucket && move.moveId() > since)
                .filter(move -> since > 0 || !move.createdAt().isBefore(plan.madeAt()))
                .filter(move -> move.phase() != MovePhase.ABORTED)
                .max(Comparator.comparingLong(Move::moveId));
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
