package dev.tessera.ops.rebalance.sampling;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.planning.forecast.Retention;
import dev.tessera.ops.planning.forecast.WriteCounter;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.placement.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Measures every shard once, stores the samples, and deletes old samplings that are not needed. */
public final class Sampler {
    private final Cluster cluster;
    private final GrowthSamples samples;

    /** @param samples over a connection of its own, since a large cluster is read and written for seconds */
    public Sampler(Cluster cluster, GrowthSamples samples) {
        this.cluster = cluster;
        this.samples = samples;
    }

    public SamplingReport sample(String who) {
        List<ShardReading> readings = new ArrayList<>();
        List<String> unreachable = new ArrayList<>();
        for (ShardConfig shard : cluster.config().shards()) {
            try (SqlSession session = cluster.server(shard.name()).open()) {
                readings.add(ShardGauge.read(shard.name(), session));
            } catch (ServerUnreachableException | StatementFailedException e) {
                unreachable.add(shard.name() + " was not sampled: " + e.getMessage());
            }
        }
        List<SampledBucket> sampled = homes(readings);
        samples.record(who, readings.stream().map(Sampler::server).toList(), sampled);
        samples.forget(Retention.superfluous(samples.samplings(), samples.now()));
        return new SamplingReport(
                sampled,
                readings.stream().flatMap(reading -> reading.notes().stream()).toList(),
                unreachable);
    }

    /** Each bucket at the home that the directory names. A bucket that was found elsewhere is being moved; the next sampling includes it. */
    private List<SampledBucket> homes(List<ShardReading> readings) {
        Map<BucketId, Placement> placements =
                cluster.placements().all().stream().collect(Collectors.toMap(Placement::bucket, Function.identity()));
        Map<BucketId, SampledBucket> sampled = new TreeMap<>();
        for (ShardReading reading : readings) {
            Rates rates = new Rates(reading);
            reading.buckets().forEach((bucket, seen) -> Optional.ofNullable(placements.get(bucket))
                    .filter(placement -> placement.shard().equals(reading.shard()))
                    .ifPresent(placement -> sampled.put(
                            bucket,
                            new SampledBucket(
                                    bucket,
                                    reading.shard(),
                                    placement.epoch(),
                                    seen.bytes(),
                                    seen.rows(),
                                    seen.writes(),
                                    rates.of(placement, seen)))));
        }
        return List.copyOf(sampled.values());
    }

    private static SampledShard server(ShardReading reading) {
        return new SampledShard(reading.shard(), reading.serverUuid(), reading.started(), reading.readAt());
    }

    /** What was written on one shard since it was looked at before. */
    private final class Rates {
        private final ShardReading now;
        private final Optional<SampledShard> before;
        private final Map<BucketId, SampledBucket> bucketsBefore;

        Rates(ShardReading now) {
            ShardName shard = now.shard();
            this.now = now;
            this.before = samples.newest(shard);
            this.bucketsBefore = samples.newestBuckets(shard).stream()
                    .collect(Collectors.toMap(SampledBucket::bucket, Function.identity()));
        }

        /** A bucket that came here since then, or came back, is counted from an unknown moment on. */
        OptionalDouble of(Placement placement, BucketReading seen) {
            Optional<SampledBucket> earlier = Optional.ofNullable(bucketsBefore.get(placement.bucket()))
                    .filter(bucket -> bucket.epoch() == placement.epoch());
            Optional<WriteCounter> count = seen.writes().map(writes -> counter(server(now), writes));
            Optional<WriteCounter> countBefore = before.flatMap(
                    server -> earlier.flatMap(SampledBucket::writes).map(writes -> counter(server, writes)));
            return count.isPresent() && countBefore.isPresent()
                    ? count.get().rateSince(countBefore.get())
                    : OptionalDouble.empty();
        }

        private static WriteCounter counter(SampledShard server, long writes) {
            return new WriteCounter(server.serverUuid(), server.started(), server.readAt(), writes);
        }
    }
}
