package dev.tessera.app.core.page;

import dev.tessera.shardconfig.EntityId;

/**
 * How far a reader knows the changes of a thread.
 *
 * @param upTo the change number up to which it has been told everything
 * @param asOf the thread's change number when what it was told was read: larger than {@code upTo} between two pieces of changes. A comment that changed once
 *     more within this stretch is told later alone, so after a failover to a thread at {@code upTo} the reader lacks it
 */
public record ChangePosition(EntityId upTo, EntityId asOf) {
    /** It knows the thread as it was at this number. */
    public static ChangePosition complete(EntityId changedId) {
        return new ChangePosition(changedId, changedId);
    }

    /** Whether a thread at this number has nothing new for it. */
    public boolean isAt(EntityId changedId) {
        return upTo.equals(changedId) && asOf.equals(changedId);
    }
}
