package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.transfer.TransferSupport;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/** Everything that would make a move fail, or lose something, asked beforehand. Reads only. Each problem says what would be right. */
public final class Preflight {
    private final ClusterConfig config;
    private final ServerLogin sourceServer;
    private final SqlSession source;
    private final SqlSession target;
    private final boolean diskUnchecked;
    private String remedy = "run `shardctl migrate` first";
    private boolean copied;

    public Preflight(
            ClusterConfig config,
            ServerLogin sourceServer,
            SqlSession source,
            SqlSession target,
            boolean diskUnchecked) {
        this.config = config;
        this.sourceServer = sourceServer;
        this.source = source;
        this.target = target;
        this.diskUnchecked = diskUnchecked;
    }

    /** For a move that was opened before: a migration passes its bucket over, so only its end helps. */
    public Preflight ofMove(long moveId) {
        remedy = "move " + moveId
                + " was opened before a migration, which passes over buckets that are being moved: `shardctl move abort "
                + moveId + "`, then `shardctl migrate`, then move the bucket again";
        return this;
    }

    /**
     * For a copy that is made: other buckets of the target that were migrated meanwhile are no reason to throw it away. Whether the copy is
     * what its source is, is compared.
     */
    public Preflight ofCopy() {
        copied = true;
        return this;
    }

    /** What speaks against moving any bucket from one shard to the other. */
    public List<String> ofServers(ShardName from, ShardName to) {
        if (from.equals(to)) {
            return ofServer(from);
        }
        List<String> problems = new ArrayList<>(ServerVersion.problems(from, source));
        problems.addAll(ServerVersion.problems(to, target));
        if (!problems.isEmpty()) {
            return problems;
        }
        problems.addAll(ServerSettings.problems(from, ServerSettings.read(source)));
        problems.addAll(ServerSettings.problems(to, ServerSettings.read(target)));
        problems.addAll(ServerSettings.differences(from, ServerSettings.read(source), to, ServerSettings.read(target)));
        problems.addAll(ServerRights.problems(from, source));
        problems.addAll(ServerRights.problems(to, target));
        problems.addAll(BinlogCheck.problems(from, source));
        // The reverse replication reads it, and its locks are looked at before the fence.
        problems.addAll(BinlogCheck.problems(to, target));
        return problems;
    }

    /** Of a reorganization, whose children are made where the parents are. */
    private List<String> ofServer(ShardName shard) {
        List<String> problems = new ArrayList<>(ServerVersion.problems(shard, source));
        if (problems.isEmpty()) {
            problems.addAll(ServerSettings.problems(shard, ServerSettings.read(source)));
            problems.addAll(ServerRights.problems(shard, source));
            problems.addAll(BinlogCheck.problems(shard, source));
        }
        return problems;
    }

    /**
     * What speaks against moving buckets, or reorganizing them where they are.
     *
     * @param parents whose tables go, with the names that these should have
     * @param children whose tables come
     */
    public List<String> problems(
            ShardName from,
            ShardName to,
            SortedMap<BucketId, SortedSet<String>> parents,
            SortedSet<BucketId> children,
            int schemaVersion) {
        List<String> problems = ofServers(from, to);
        if (problems.isEmpty()) {
            parents.forEach((bucket, tables) -> ofSource(problems, from, bucket, tables, schemaVersion));
            children.forEach(bucket -> ofTarget(problems, to, bucket));
            if (!from.equals(to)) {
                ofVersions(problems, to, parents.firstKey(), schemaVersion);
            }
            long bytes = parents.keySet().stream().mapToLong(this::size).sum();
            problems.addAll(TargetDisk.problems(config.shard(to), target, bytes, diskUnchecked));
        }
        return problems;
    }

    /** How long the source keeps the binlogs that a move will need; empty when for ever. */
    public Optional<Duration> binlogsKept() {
        return BinlogCheck.kept(source);
    }

    /** Bytes of the bucket on the source, as its tablespaces have them. */
    public long size(BucketId bucket) {
        String suffix = BucketTables.suffix(bucket);
        return source.query(
                        "select coalesce(sum(file_size), 0) from information_schema.innodb_tablespaces"
                                + " where substring_index(name, '/', 1) = ? and right(name, char_length(?)) = ?",
                        row -> row.getLong(1),
                        BucketTables.LIVE_SCHEMA,
                        suffix,
                        suffix)
                .get(0);
    }

    private void ofSource(
            List<String> problems, ShardName from, BucketId bucket, SortedSet<String> tables, int schemaVersion) {
        SortedSet<String> live = TablesOfBucket.in(source, BucketTables.LIVE_SCHEMA, bucket);
        if (!live.equals(tables)) {
            problems.add("bucket " + bucket + " on " + from + " has the tables " + live + "; its schema version "
                    + schemaVersion + " has " + tables);
            return;
        }
        if (new BucketRegistry(source).schemaVersion(bucket) != schemaVersion) {
            problems.add("bucket " + bucket + " on " + from + " is not whole in schema version " + schemaVersion + "; "
                    + remedy);
        }
        problems.addAll(UnsupportedTableFeatures.problems(source, bucket));
        problems.addAll(new TransferSupport(sourceServer, BucketTables.LIVE_SCHEMA, tables).problems());
    }

    private void ofTarget(List<String> problems, ShardName to, BucketId bucket) {
        if (!TablesOfBucket.in(target, BucketTables.LIVE_SCHEMA, bucket).isEmpty()) {
            problems.add(to + " has live tables of bucket " + bucket
                    + " already, and it doesn't live there; see `shardctl doctor`");
        }
    }

    private void ofVersions(List<String> problems, ShardName to, BucketId bucket, int schemaVersion) {
        List<Integer> others = target.query(
                "select distinct version from " + BucketTables.REGISTRY_SCHEMA + ".bucket_schema where version <> ?",
                row -> row.getInt(1),
                schemaVersion);
        if (!others.isEmpty() && !copied) {
            problems.add("bucket " + bucket + " has schema version " + schemaVersion + ", and buckets on " + to
                    + " have " + others + "; " + remedy);
        }
    }
}
