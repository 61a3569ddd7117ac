package dev.tessera.ops.move.run;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRegistry;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.ops.move.phases.OriginalsComparison;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.session.MoveCheck;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import dev.tessera.shardconfig.reshape.Reshape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Works out what splitting or merging buckets means, and everything that speaks against it. Reads only. */
public final class ReorganizationPlanner {
    private final Cluster cluster;
    private final boolean diskUnchecked;
    private final boolean withoutReplicas;
    private final OpenReversePolicy openReversePolicy;

    /** @param openReversePolicy nobody goes back by a reverse replication here: it is closed, or in the way */
    public ReorganizationPlanner(
            Cluster cluster, boolean diskUnchecked, boolean withoutReplicas, OpenReversePolicy openReversePolicy) {
        this.cluster = cluster;
        this.diskUnchecked = diskUnchecked;
        this.withoutReplicas = withoutReplicas;
        this.openReversePolicy = openReversePolicy;
    }

    public ReorganizationPlan plan(Reshape reshape) {
        List<String> problems = new ArrayList<>(reshape.problems());
        Optional<ShardName> shard = shard(reshape, problems);
        refuseOpenMoves(reshape, problems);
        List<Long> closes = reverseReplications(reshape, problems);
        if (shard.isEmpty() || !problems.isEmpty()) {
            return new ReorganizationPlan(Optional.empty(), List.of(), problems);
        }
        return look(reshape, shard.get(), closes);
    }

    /** Where all parents live. */
    private Optional<ShardName> shard(Reshape reshape, List<String> problems) {
        Map<BucketId, Placement> placements =
                cluster.placements().all().stream().collect(Collectors.toMap(Placement::bucket, Function.identity()));
        Set<ShardName> shards = new TreeSet<>();
        for (BucketId parent : reshape.parents()) {
            Placement placement = placements.get(parent);
            if (placement == null || placement.state() == PlacementState.CREATING) {
                problems.add("there is no live bucket " + parent + "; `shardctl bucket list` shows them");
            } else {
                shards.add(placement.shard());
            }
        }
        if (shards.size() > 1) {
            problems.add("buckets " + reshape.parents() + " live on " + shards
                    + "; move them to one shard first, `shardctl move`");
        }
        return shards.stream().findFirst();
    }

    private void refuseOpenMoves(Reshape reshape, List<String> problems) {
        for (Move move : cluster.journal().all()) {
            if (move.isOpen() && reshape.parents().stream().anyMatch(move::concerns)) {
                problems.add(move.describe() + " is " + move.phase().column() + "; resume or abort that one");
            }
        }
    }

    private List<Long> reverseReplications(Reshape reshape, List<String> problems) {
        List<Long> closes = new ArrayList<>();
        for (ReverseReplication open : cluster.reverseReplications().all()) {
            if (open.isOpen() && reshape.parents().contains(open.bucket())) {
                closes.add(open.moveId());
                if (openReversePolicy != OpenReversePolicy.CLOSED) {
                    problems.add(MoveRegistry.reverseReplicationInTheWay(open.bucket(), open.moveId()));
                }
            }
        }
        return closes;
    }

    private ReorganizationPlan look(Reshape reshape, ShardName shard, List<Long> closes) {
        try (SqlSession session = cluster.server(shard).open();
                MoveCheck check = new MoveCheck(cluster, shard, session, shard, session)) {
            BucketRegistry registry = new BucketRegistry(session);
            int version = registry.schemaVersion(reshape.parents().first());
            List<String> problems = new ArrayList<>(
                    check.problems(reshape.parents(), reshape.children(), version, Optional.empty(), diskUnchecked));
            long bytes = reshape.parents().stream()
                    .mapToLong(check.preflight(diskUnchecked)::size)
                    .sum();
            Set<String> warnings = new LinkedHashSet<>();
            check.preflight(diskUnchecked)
                    .binlogsKept()
                    .flatMap(kept -> MovePlan.purgeWarning(shard, kept, MovePlan.estimate(bytes)))
                    .ifPresent(warnings::add);
            FailoverWarning.of(cluster.config().shard(shard), withoutReplicas).ifPresent(warnings::add);
            return new ReorganizationPlan(
                    Optional.of(new PlannedReorganization(reshape, shard, version, bytes, closes, uncompared(reshape))),
                    List.copyOf(warnings),
                    problems);
        }
    }

    private List<Long> uncompared(Reshape reshape) {
        return reshape.parents().stream()
                .flatMap(parent -> cluster.journal().broughtBy(parent).stream())
                .filter(move -> !OriginalsComparison.isMade(cluster, move))
                .map(Move::moveId)
                .distinct()
                .toList();
    }
}
