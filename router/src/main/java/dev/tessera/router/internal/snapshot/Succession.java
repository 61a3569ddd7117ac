package dev.tessera.router.internal.snapshot;

import dev.tessera.router.PlacementSnapshot;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.placement.Placement;
import java.util.Optional;

/** Whether what the directory says now can follow what it said before: a directory that was restored, or a replica that lags, goes back. */
final class Succession {
    private Succession() {}

    /**
     * What can't be believed; empty when the newer snapshot may be adopted. Epochs are compared slot by slot: a bucket that was split or
     * merged has other names before and after.
     */
    static Optional<String> doubt(PlacementSnapshot known, PlacementSnapshot newer) {
        if (newer.version() < known.version()) {
            return Optional.of(wentBack(known, newer.version()));
        }
        int slot = 0;
        while (slot < SlotFunction.SLOTS) {
            Placement before = known.placement(slot);
            Placement after = newer.placement(slot);
            if (after.epoch() < before.epoch()) {
                return Optional.of("slot " + slot + " went back from epoch " + before.epoch() + " (bucket "
                        + before.bucket() + ") to " + after.epoch() + " (bucket " + after.bucket()
                        + ") in its version " + newer.version() + ": refused");
            }
            // Up to there both buckets stay the same.
            slot = Math.min(before.bucket().lastSlot(), after.bucket().lastSlot()) + 1;
        }
        return Optional.empty();
    }

    static String wentBack(PlacementSnapshot known, long version) {
        return "it went back from version " + known.version() + " to " + version + ": was it restored?";
    }
}
