package dev.tessera.migrations.view;

import dev.tessera.shardconfig.BucketId;

/**
 * Why a bucket can't be migrated now.
 *
 * @param reason for people; says what would be right
 * @param isReverseReplication true when only a reverse replication that is still open speaks against it, which an operator may want closed
 */
public record MigrationBlocker(BucketId bucket, String reason, boolean isReverseReplication) {
    public static MigrationBlocker firm(BucketId bucket, String reason) {
        return new MigrationBlocker(bucket, reason, false);
    }

    /** Of two reasons the one that nobody can wave aside. */
    MigrationBlocker or(MigrationBlocker other) {
        return isReverseReplication ? other : this;
    }
}
