package dev.tessera.ops.move.transfer.spec;

import java.time.Duration;
import java.util.Optional;

/** Is told how far a move's rows are. Called from several threads at once; must be quick and throw nothing. */
public interface TransferProgress {
    /** Rows that were just committed on the target by the copy, and their size as sent. */
    void copied(long rows, long bytes);

    /** Source transactions, and row changes in them, that were just committed on the target by the catch-up. */
    void applied(long transactions, long rowChanges, Duration lag);

    /** Rows that were just compared. */
    void verified(long rows);

    /** What one long statement is making, and how far it is, for people; empty when it is done. */
    void making(Optional<String> what);

    static TransferProgress none() {
        return new TransferProgress() {
            @Override
            public void copied(long rows, long bytes) {}

            @Override
            public void applied(long transactions, long rowChanges, Duration lag) {}

            @Override
            public void verified(long rows) {}

            @Override
            public void making(Optional<String> what) {}
        };
    }
}
