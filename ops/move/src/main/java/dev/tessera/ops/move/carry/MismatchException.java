package dev.tessera.ops.move.carry;

import java.util.List;

/** Source and target differ in rows where nothing explains it. */
public final class MismatchException extends CarryFailedException {
    private static final int SHOWN = 20;

    /** @param rows that differ, or are on one side only, each as {@code comments_0017 5} with its primary key */
    public MismatchException(Carriage carriage, List<String> rows) {
        super(rows.size() + " rows differ between " + carriage.source() + " and " + carriage.target() + ": "
                + String.join(", ", rows.subList(0, Math.min(SHOWN, rows.size())))
                + (rows.size() > SHOWN ? " and " + (rows.size() - SHOWN) + " more" : ""));
    }
}
