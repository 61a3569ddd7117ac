package dev.tessera.ops.cli;

import dev.tessera.migrations.report.ClusterReport;
import dev.tessera.migrations.report.ClusterReport.BucketStatus;
import dev.tessera.migrations.report.ClusterReport.DirectoryStatus;
import dev.tessera.migrations.report.ClusterReport.Server;
import dev.tessera.migrations.report.ClusterReport.ShardStatus;
import dev.tessera.migrations.view.BucketSchema;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardState;
import dev.tessera.shardconfig.placement.PlacementState;
import java.util.List;
import java.util.Optional;

/** Reports to be shown. */
public final class Reports {
    private static final ShardName A = new ShardName("shard-a");
    private static final ShardName B = new ShardName("shard-b");
    private static final InitialBuckets BUCKETS = new InitialBuckets(16);

    private Reports() {}

    /** The second bucket's shard is down; the third bucket is half-way. */
    public static ClusterReport ofOneShardDown() {
        return new ClusterReport(
                "test",
                new DirectoryStatus(new ServerAddress("127.0.0.1", 13300), true, 21, 1, 1),
                List.of(
                        new ShardStatus(
                                A,
                                new ServerAddress("127.0.0.1", 13301),
                                Optional.of(ShardState.OPEN),
                                Optional.of(new Server("9.7.0", "uuid-of-a", 1)),
                                2,
                                1234,
                                new DataSize(3 * 1024 * 1024)),
                        new ShardStatus(
                                B,
                                new ServerAddress("db-b.example.net", 3306),
                                Optional.of(ShardState.DRAINING),
                                Optional.empty(),
                                0,
                                0,
                                new DataSize(0))),
                List.of(
                        bucket(
                                BUCKETS.get(0),
                                A,
                                1,
                                PlacementState.LIVE,
                                Optional.of(new BucketSchema(1, 1, BucketSchema.SchemaState.COMPLETE)),
                                6,
                                1234),
                        bucket(BUCKETS.get(1), B, 1, PlacementState.LIVE, Optional.empty(), 0, 0),
                        bucket(
                                BUCKETS.get(2),
                                A,
                                7,
                                PlacementState.CREATING,
                                Optional.of(new BucketSchema(0, 1, BucketSchema.SchemaState.CREATING)),
                                3,
                                0)),
                List.of("shard-b can't be reached", "1 of 16 buckets were never finished; run init"));
    }

    private static BucketStatus bucket(
            BucketId bucket,
            ShardName shard,
            long epoch,
            PlacementState state,
            Optional<BucketSchema> schema,
            int tables,
            long rows) {
        return new BucketStatus(bucket, shard, epoch, state, schema, tables, rows, new DataSize(rows * 1024));
    }
}
