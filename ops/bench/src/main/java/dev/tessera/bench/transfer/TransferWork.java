package dev.tessera.bench.transfer;

import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is copied: the comments of some buckets. Each bucket is a move of its own, with a schema of its own on the target.
 *
 * @param rows of all buckets together
 */
record TransferWork(TwoServers servers, int firstIndex, int buckets, int rows) {
    /** The live schema is for those that init makes. */
    static final String SOURCE_SCHEMA = "bench_source";

    private static final long EPOCH = 1;

    /** Neighbours, of which a cluster may begin with {@value InitialBuckets#MAX}. */
    List<BucketId> all() {
        return new InitialBuckets(InitialBuckets.MAX).all().subList(firstIndex, firstIndex + buckets);
    }

    BucketId firstBucket() {
        return all().get(0);
    }

    void fillSource() {
        for (BucketId bucket : all()) {
            servers.makeTables(servers.source(), SOURCE_SCHEMA, bucket);
            GeneratedComments.fill(servers.source(), SOURCE_SCHEMA, bucket, rows / buckets);
        }
    }

    /** Makes its tables anew on the target, and takes away whatever any way has put there. */
    void emptyTarget(CopyWay way) {
        MySqlServer target = servers.target();
        target.execute("drop schema if exists " + DumpCopy.SCHEMA);
        for (BucketId bucket : all()) {
            target.execute(
                    "drop schema if exists " + incoming(bucket),
                    "replace into tessera_registry.move_leases values (" + moveId(bucket) + ", " + EPOCH + ")");
        }
        all().forEach(bucket -> servers.makeTables(target, way.schemaOn(this, bucket), bucket));
    }

    String incoming(BucketId bucket) {
        return "tessera_in_" + moveId(bucket);
    }

    TransferSpec transferSpec(BucketId bucket) {
        SortedSet<String> tables = new TreeSet<>(List.of(GeneratedComments.table(bucket)));
        return new TransferSpec(
                moveId(bucket),
                bucket,
                tables,
                servers.asMoverSees(servers.source()),
                SOURCE_SCHEMA,
                servers.asMoverSees(servers.target()),
                incoming(bucket),
                Set.of(),
                EPOCH);
    }

    private static long moveId(BucketId bucket) {
        return 1L + bucket.firstSlot();
    }

    /** @throws IllegalStateException when the target doesn't hold as many rows as were to be copied */
    void requireWhole(CopyWay way) throws SQLException {
        long there = 0;
        for (BucketId bucket : all()) {
            there += Long.parseLong(TwoServers.text(
                    servers.target(),
                    "select count(*) from " + way.schemaOn(this, bucket) + "." + GeneratedComments.table(bucket)));
        }
        if (there != (long) (rows / buckets) * buckets) {
            throw new IllegalStateException(there + " rows arrived of " + rows);
        }
    }

    @Override
    public String toString() {
        return buckets == 1 ? "one table" : buckets + " buckets";
    }
}
