package dev.tessera.migrations.report;

import dev.tessera.migrations.view.BucketSchema;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardState;
import dev.tessera.shardconfig.placement.PlacementState;
import java.util.List;
import java.util.Optional;

/**
 * The state of a cluster at one moment, as far as its servers answered.
 *
 * @param problems what is wrong or unfinished, in words; empty when all is well
 */
public record ClusterReport(
        String cluster,
        DirectoryStatus directory,
        List<ShardStatus> shards,
        List<BucketStatus> buckets,
        List<String> problems) {
    public ClusterReport {
        shards = List.copyOf(shards);
        buckets = List.copyOf(buckets);
        problems = List.copyOf(problems);
    }

    /**
     * @param version grows with every change of a placement or a shard; 0 before init
     * @param schemaVersion of the directory's own tables
     * @param publishedBucketSchema the bucket schema version that routers were told
     */
    public record DirectoryStatus(
            ServerAddress address, boolean reachable, long version, int schemaVersion, int publishedBucketSchema) {}

    /**
     * @param state empty when the directory doesn't know the shard, or couldn't be asked
     * @param server empty when it couldn't be reached; the problems say why
     * @param buckets how many buckets have live tables there
     * @param rows of all tables together, as the server estimates them
     */
    public record ShardStatus(
            ShardName name,
            ServerAddress address,
            Optional<ShardState> state,
            Optional<Server> server,
            int buckets,
            long rows,
            DataSize size) {
        public boolean reachable() {
            return server.isPresent();
        }
    }

    /** @param schemaVersion of what the shard remembers of its buckets */
    public record Server(String version, String uuid, int schemaVersion) {}

    /**
     * @param schema empty when its shard couldn't be reached, or knows nothing of it
     * @param tables how many of its tables are there
     */
    public record BucketStatus(
            BucketId bucket,
            ShardName shard,
            long epoch,
            PlacementState state,
            Optional<BucketSchema> schema,
            int tables,
            long rows,
            DataSize size) {}
}
