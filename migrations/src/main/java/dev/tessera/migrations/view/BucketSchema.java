package dev.tessera.migrations.view;

import java.util.Locale;

/**
 * The schema version of a bucket as its shard records it, which is authoritative and moves with the bucket.
 *
 * @param version the last changelog file applied whole; 0 while the tables are being made
 * @param targetVersion where a migration under way leads
 */
public record BucketSchema(int version, int targetVersion, SchemaState state) {
    /** As the column {@code state} has it, in lower case. */
    public enum SchemaState {
        CREATING,
        MIGRATING,
        COMPLETE;

        public String column() {
            return name().toLowerCase(Locale.ROOT);
        }

        static SchemaState ofColumn(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }

    public boolean complete() {
        return state == SchemaState.COMPLETE;
    }
}
