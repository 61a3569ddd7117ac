package dev.tessera.migrations;

/**
 * Why a bucket isn't migrated now.
 *
 * @param reason for people; says what would be right
 * @param isReverseReplication true when only a reverse replication that is still open speaks against it, which an operator may want closed
 */
record Hold(int bucket, String reason, boolean isReverseReplication) {
    static Hold firm(int bucket, String reason) {
        return new Hold(bucket, reason, false);
    }

    /** Of two reasons the one that nobody can wave aside. */
    Hold or(Hold other) {
        return isReverseReplication ? other : this;
    }
}
