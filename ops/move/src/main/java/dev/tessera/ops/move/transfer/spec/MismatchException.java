package dev.tessera.ops.move.transfer.spec;

import java.util.List;

/** Source and target differ in rows where nothing explains it. */
public final class MismatchException extends TransferFailedException {
    private static final int SHOWN = 20;

    /** @param rows that differ, or are on one side only, each as {@code comments_04352_04607 5} with its primary key */
    public MismatchException(TransferSpec transferSpec, List<String> rows) {
        super(rows.size() + " rows differ between " + transferSpec.sides() + ": "
                + String.join(", ", rows.subList(0, Math.min(SHOWN, rows.size())))
                + (rows.size() > SHOWN ? " and " + (rows.size() - SHOWN) + " more" : ""));
    }
}
