package dev.tessera.ops.move.transfer.spec;

import org.jspecify.annotations.Nullable;

/** A statement on rows failed, or left a warning: nothing is written that the server had something to say about. */
public final class RowStatementException extends TransferFailedException {
    /**
     * @param said by the server, without values
     * @param attempted verb, table, number of rows and keys, without values: {@code replace into `tessera_in_3`.`users_00000_01023`, 12 rows}
     */
    public RowStatementException(ServerLogin server, String said, String attempted, @Nullable Throwable cause) {
        super(server + ": " + said + " (in: " + attempted + ")", cause);
    }
}
