package dev.tessera.shardconfig.cluster;

import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.SchemaName;
import dev.tessera.shardconfig.ServerAddress;

/** The address and schema of the directory. */
public record DirectoryConfig(ServerAddress address, SchemaName schema) {
    public static final SchemaName DEFAULT_SCHEMA = new SchemaName("tessera_directory");

    public DirectoryConfig {
        if (schema.value().equals(BucketTables.LIVE_SCHEMA)) {
            throw new IllegalArgumentException(
                    "schema '" + schema + "' is the one of live buckets; the directory needs one of its own");
        }
    }
}
