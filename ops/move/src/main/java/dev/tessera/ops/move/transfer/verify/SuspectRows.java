package dev.tessera.ops.move.transfer.verify;

import dev.tessera.ops.move.transfer.apply.ChangedRows;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Rows that were found different without a reason, each with the number of looks that found it so. Not thread-safe. */
final class SuspectRows {
    /** So many looks make a doubt a mismatch. */
    private static final int LOOKS = 4;

    private static final long FIRST_PAUSE_MILLIS = 40;

    private final Map<ChangedRows.Row, Integer> looks = new HashMap<>();

    boolean isEmpty() {
        return looks.isEmpty();
    }

    /** They are equal, or there is a reason. */
    void dispel(Collection<ChangedRows.Row> rows) {
        looks.keySet().removeAll(rows);
    }

    /** Found different once more; true when this look was the last that was needed. */
    boolean isConfirmed(ChangedRows.Row row) {
        boolean confirmed = looks.merge(row, 1, Integer::sum) >= LOOKS;
        if (confirmed) {
            looks.remove(row);
        }
        return confirmed;
    }

    /** Before the next look; longer each time: a loaded server may be slow between two steps of one commit. */
    void pause() {
        int worst = looks.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (worst == 0) {
            return;
        }
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << (2 * (worst - 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferStoppedException();
        }
    }
}
