package dev.tessera.ops.rebalance.sampling;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.ops.planning.forecast.BucketSample;
import dev.tessera.ops.planning.forecast.Sampling;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The samples of bucket sizes in the directory. Thread-safe. */
public final class GrowthSamples {
    /** Rows of a statement: far below every limit, and few round trips. */
    private static final int BATCH = 256;

    private final Directory directory;
    private final String samplings;
    private final String shards;
    private final String buckets;
    private final String turn;

    public GrowthSamples(Directory directory) {
        this.directory = directory;
        this.samplings = directory.table("growth_samplings");
        this.shards = directory.table("growth_sampled_shards");
        this.buckets = directory.table("growth_sampled_buckets");
        this.turn = directory.table("growth_turn");
    }

    /** The directory's clock. */
    public Instant now() {
        return directory
                .query("select utc_timestamp(3)", row -> instant(row, 1))
                .get(0);
    }

    /** True for one of all who ask, when nobody has got it for so long. */
    public boolean takeTurn(Duration since) {
        directory.update("insert ignore into " + turn + " (id, taken_at) values (1, '2000-01-01')");
        return directory.update(
                        "update " + turn + " set taken_at = utc_timestamp(3)"
                                + " where id = 1 and taken_at <= utc_timestamp(3) - interval ? microsecond",
                        since.toNanos() / 1000)
                == 1;
    }

    /** All of it or nothing. */
    public void record(String who, List<SampledShard> servers, List<SampledBucket> sampled) {
        OptionalDouble together = sampled.stream()
                .map(SampledBucket::writesPerSecond)
                .flatMapToDouble(OptionalDouble::stream)
                .reduce(Double::sum);
        directory.inTransaction(session -> {
            session.update(
                    "insert into " + samplings
                            + " (sampled_at, sampled_by, writes_per_second) values (utc_timestamp(3), ?, ?)",
                    who,
                    nullable(together));
            long id = session.query("select last_insert_id()", row -> row.getLong(1))
                    .get(0);
            servers.forEach(server -> insert(session, id, server));
            for (int first = 0; first < sampled.size(); first += BATCH) {
                insert(session, id, sampled.subList(first, Math.min(sampled.size(), first + BATCH)));
            }
            return id;
        });
    }

    private void insert(SqlSession session, long id, SampledShard server) {
        session.update(
                "insert into " + shards + " (sampling_id, shard, server_uuid, server_started_at, read_at)"
                        + " values (?, ?, ?, ?, ?)",
                id,
                server.shard().value(),
                server.serverUuid(),
                utc(server.started()),
                utc(server.readAt()));
    }

    private void insert(SqlSession session, long id, List<SampledBucket> sampled) {
        List<@Nullable Object> values = new ArrayList<>();
        for (SampledBucket bucket : sampled) {
            Collections.addAll(
                    values,
                    id,
                    bucket.bucket(),
                    bucket.shard().value(),
                    bucket.epoch(),
                    bucket.bytes(),
                    bucket.rows(),
                    bucket.writes().orElse(null),
                    nullable(bucket.writesPerSecond()));
        }
        session.update(
                "insert into " + buckets
                        + " (sampling_id, bucket, shard, epoch, byte_count, row_count, write_count, writes_per_second)"
                        + " values "
                        + String.join(", ", Collections.nCopies(sampled.size(), "(?, ?, ?, ?, ?, ?, ?, ?)")),
                values.toArray());
    }

    /** The newest look at a shard; empty before the first. */
    public Optional<SampledShard> newest(ShardName shard) {
        return directory
                .query(
                        "select shard, server_uuid, server_started_at, read_at from " + shards
                                + " where shard = ? order by sampling_id desc limit 1",
                        row -> new SampledShard(
                                new ShardName(row.getString(1)), row.getString(2), instant(row, 3), instant(row, 4)),
                        shard.value())
                .stream()
                .findFirst();
    }

    /** The buckets that the newest look at a shard saw there. */
    public List<SampledBucket> newestBuckets(ShardName shard) {
        return directory.query(
                "select bucket, shard, epoch, byte_count, row_count, write_count, writes_per_second from " + buckets
                        + " where shard = ? and sampling_id ="
                        + " (select max(sampling_id) from " + shards + " where shard = ?)",
                row -> new SampledBucket(
                        BucketId.parse(row.getString(1)),
                        new ShardName(row.getString(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        Optional.ofNullable(row.getObject(6, Long.class)),
                        optional(row, 7)),
                shard.value(),
                shard.value());
    }

    /** In the order of time. */
    public List<Sampling> samplings() {
        return directory.query(
                "select sampling_id, sampled_at, coalesce(writes_per_second, 0) from " + samplings
                        + " order by sampled_at, sampling_id",
                row -> new Sampling(row.getLong(1), instant(row, 2), row.getDouble(3)));
    }

    public List<BucketSample> buckets(Sampling sampling) {
        return directory.query(
                "select bucket, epoch, byte_count, row_count, writes_per_second from " + buckets
                        + " where sampling_id = ?",
                row -> new BucketSample(
                        sampling.at(),
                        BucketId.parse(row.getString(1)),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        optional(row, 5)),
                sampling.id());
    }

    /** Each by itself: a kill leaves fewer to be forgotten the next time. */
    public void forget(Collection<Sampling> superfluous) {
        for (Sampling sampling : superfluous) {
            directory.inTransaction(session -> {
                for (String table : List.of(buckets, shards, samplings)) {
                    session.update("delete from " + table + " where sampling_id = ?", sampling.id());
                }
                return sampling;
            });
        }
    }

    private static LocalDateTime utc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    private static OptionalDouble optional(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static @Nullable Double nullable(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
