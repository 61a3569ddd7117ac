package dev.tessera.ops.move.transfer.spec;

import java.util.List;

/** The tables hold, or are made in a way, that can't be carried exactly. */
public final class UnsupportedTableException extends TransferFailedException {
    public UnsupportedTableException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
