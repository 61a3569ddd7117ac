package dev.tessera.ops.move.run;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRegistry;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.servers.TargetDisk;
import dev.tessera.ops.move.session.MoveCheck;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Works out what moving buckets to a shard means, and everything that speaks against it. Reads only. */
public final class MovePlanner {
    private final Cluster cluster;
    private final boolean diskUnchecked;
    private final boolean withoutReplicas;
    private final OpenReversePolicy openReversePolicy;

    public MovePlanner(
            Cluster cluster, boolean diskUnchecked, boolean withoutReplicas, OpenReversePolicy openReversePolicy) {
        this.cluster = cluster;
        this.diskUnchecked = diskUnchecked;
        this.withoutReplicas = withoutReplicas;
        this.openReversePolicy = openReversePolicy;
    }

    /** @throws MoveRefusedException when the target is no shard of the cluster */
    public MovePlan plan(BucketSelection selection, ShardName target) {
        requireShard(target);
        Map<BucketId, Placement> placements =
                cluster.placements().all().stream().collect(Collectors.toMap(Placement::bucket, Function.identity()));
        Building plan = new Building(target);
        selection.buckets().forEach(bucket -> plan.add(bucket, Optional.ofNullable(placements.get(bucket))));
        plan.refuseOpenMoves();
        plan.heedReverseReplications();
        plan.refuseClosedTarget();
        plan.lookAtServers();
        return plan.done();
    }

    private void requireShard(ShardName target) {
        List<ShardName> known =
                cluster.config().shards().stream().map(ShardConfig::name).toList();
        if (!known.contains(target)) {
            throw new MoveRefusedException("there is no shard " + target + " in cluster "
                    + cluster.config().name() + "; there are " + known);
        }
    }

    /** One plan under way. */
    private final class Building {
        private final ShardName target;
        private final SortedMap<ShardName, SortedSet<BucketId>> bySource = new TreeMap<>();
        private final SortedSet<BucketId> alreadyThere = new TreeSet<>();
        private final Map<BucketId, Long> reverseReplications = new TreeMap<>();
        private final List<PlannedMove> moves = new ArrayList<>();
        private final Set<String> warnings = new LinkedHashSet<>();
        private final Set<String> problems = new LinkedHashSet<>();

        Building(ShardName target) {
            this.target = target;
        }

        void add(BucketId bucket, Optional<Placement> placement) {
            if (placement.isEmpty() || placement.get().state() == PlacementState.CREATING) {
                problems.add("bucket " + bucket + " was never made; run `shardctl cluster init`");
            } else if (placement.get().shard().equals(target)) {
                alreadyThere.add(bucket);
            } else {
                bySource.computeIfAbsent(placement.get().shard(), none -> new TreeSet<>())
                        .add(bucket);
            }
        }

        void refuseOpenMoves() {
            for (Move move : cluster.journal().all()) {
                if (move.isOpen() && move.parents().stream().anyMatch(this::isToBeMoved)) {
                    problems.add(move.describe() + " is " + move.phase().column() + "; resume or abort that one");
                }
            }
        }

        void heedReverseReplications() {
            for (ReverseReplication reverseReplication :
                    cluster.reverseReplications().all()) {
                if (reverseReplication.isOpen() && isToBeMoved(reverseReplication.bucket())) {
                    reverseReplications.put(reverseReplication.bucket(), reverseReplication.moveId());
                    refuseOtherTarget(reverseReplication);
                }
            }
        }

        private void refuseOtherTarget(ReverseReplication reverseReplication) {
            ShardName leadsTo =
                    cluster.journal().get(reverseReplication.moveId()).source();
            if (openReversePolicy == OpenReversePolicy.TAKEN && !leadsTo.equals(target)) {
                problems.add(MoveRegistry.reverseReplicationInTheWay(
                        reverseReplication.bucket(), reverseReplication.moveId()));
            }
        }

        private boolean isToBeMoved(BucketId bucket) {
            return bySource.values().stream().anyMatch(some -> some.contains(bucket));
        }

        /** What the directory doesn't know it refuses here already. */
        void refuseClosedTarget() {
            Optional<String> refusal = cluster.shards().get(target).refusal();
            if (!bySource.isEmpty()) {
                refusal.ifPresent(problems::add);
            }
        }

        void lookAtServers() {
            if (bySource.isEmpty() || !problems.isEmpty()) {
                return;
            }
            try (SqlSession to = cluster.server(target).open()) {
                bySource.forEach((source, buckets) -> {
                    try (SqlSession from = cluster.server(source).open()) {
                        inspect(source, from, to, buckets);
                    }
                    warnOfFailover(source);
                });
                refuseTooMuchTogether(to);
            }
        }

        /** Each was looked at by itself; what goes back takes no room. */
        private void refuseTooMuchTogether(SqlSession to) {
            long bytes = moves.stream().mapToLong(PlannedMove::bytesToCopy).sum();
            if (problems.isEmpty() && bytes > 0) {
                problems.addAll(TargetDisk.problems(cluster.config().shard(target), to, bytes, diskUnchecked));
            }
        }

        private void inspect(ShardName source, SqlSession from, SqlSession to, SortedSet<BucketId> buckets) {
            try (MoveCheck check = new MoveCheck(cluster, source, from, target, to)) {
                List<String> ofServers = check.ofServers();
                problems.addAll(ofServers);
                if (ofServers.isEmpty()) {
                    buckets.forEach(bucket -> inspect(source, from, check, bucket));
                    check.preflight(diskUnchecked).binlogsKept().ifPresent(kept -> warnOfPurge(source, kept));
                }
            }
        }

        /** The guess may be off by half, and a move can be throttled or paused. */
        private void warnOfPurge(ShardName source, Duration kept) {
            Duration longest = moves.stream()
                    .filter(move -> move.source().equals(source))
                    .map(move -> MovePlan.estimate(move.bytesToCopy()))
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
            MovePlan.purgeWarning(source, kept, longest).ifPresent(warnings::add);
        }

        private void inspect(ShardName source, SqlSession from, MoveCheck check, BucketId bucket) {
            Optional<Long> reverseReplication = Optional.ofNullable(reverseReplications.get(bucket));
            Optional<Long> reverses = reverseReplication.filter(open -> openReversePolicy == OpenReversePolicy.TAKEN);
            int version = new BucketRegistry(from).schemaVersion(bucket);
            refuseFirstMoveWithoutReplicas(from, source, bucket);
            problems.addAll(check.problems(bucket, version, reverses, diskUnchecked));
            moves.add(new PlannedMove(
                    bucket,
                    source,
                    target,
                    version,
                    check.preflight(diskUnchecked).size(bucket),
                    reverses,
                    reverseReplication.filter(open -> openReversePolicy == OpenReversePolicy.CLOSED)));
        }

        /** A server that is promoted without the reorganization would bring the parents back to life beside a child that moved away. */
        private void refuseFirstMoveWithoutReplicas(SqlSession from, ShardName source, BucketId bucket) {
            boolean made = withoutReplicas
                    && new BucketRegistry(from)
                            .broughtBy(bucket)
                            .flatMap(cluster.journal()::find)
                            .filter(Move::isReorganization)
                            .isPresent();
            if (made) {
                problems.add(
                        "bucket " + bucket + " was made on " + source
                                + " by a reorganization: its first move waits for the replicas there; leave out --without-replicas");
            }
        }

        private void warnOfFailover(ShardName source) {
            FailoverWarning.of(cluster.config().shard(source), withoutReplicas).ifPresent(warnings::add);
        }

        MovePlan done() {
            return new MovePlan(moves, alreadyThere, List.copyOf(warnings), List.copyOf(problems));
        }
    }
}
