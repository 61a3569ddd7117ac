package dev.tessera.model.reorganization;

/** The protocol of a reorganization without one of its rules. The checker must find each bug, which shows that the check can fail. */
public enum ReorganizationBug {
    /** The children's RENAME is sent before they have everything up to the frontier. */
    CHILDREN_LIVE_BEFORE_DRAIN,
    /** A unit of several slots is grouped by bucket when it begins, and not anew at each attempt. */
    UNIT_GROUPED_ONCE,
    /** A router compares the epochs of buckets of the same name, and not those of slots. */
    EPOCHS_COMPARED_BY_NAME,
    /** The children's epoch is above those that their own names ever had, and not above all that overlap them. */
    EPOCH_DECIDED_BY_NAME,
    /** A child's move is opened though the parents weren't compared with the children. */
    CHILD_MOVED_BEFORE_COMPARISON,
    /** A child's move is opened though a replica of its shard may lack the children's RENAME. */
    CHILD_MOVED_BEFORE_REPLICAS,
    /** The frozen parents are dropped though a replica of the shard may lack the children's RENAME. */
    COMPLETED_BEFORE_REPLICAS,
    /** {@code complete} takes the locks of the children, too. */
    COMPLETION_LOCKS_CHILDREN,
    /** Cutover recovery looks at the names on the reorganization's own shard. */
    RECOVERY_OF_ONE_SHARD,
    /** On a promoted server the children go live because the directory says that they did. */
    PROMOTED_COPY_GOES_LIVE,
    /** A reorganization is undone on a promoted server, and its mover keeps its lease. */
    LEASE_OUTLIVES_UNDO,
    /** A promoted server is accepted though somebody has a lock of its buckets on another shard. */
    RECONCILED_WITH_ITS_OWN_LOCK,
    /** Parents that come back on a promoted server get the next epoch that anybody remembers. */
    UNDONE_WITHOUT_EPOCH_MARGIN,
    /** Recovery takes this operation's own epoch from the directory alone, which may be restored. */
    OWN_EPOCH_FROM_DIRECTORY,
    /** The children are made live by a RENAME each. */
    CHILDREN_RENAMED_ONE_BY_ONE,
    /** The parents are taken away by a RENAME each. */
    PARENTS_RENAMED_ONE_BY_ONE,
    /** One transaction deletes the parents' placements, and another inserts the children's. */
    PUBLISHED_IN_TWO_TRANSACTIONS
}
