package dev.tessera.ops.move.carry;

import java.util.List;

/** The tables hold, or are made in a way, that can't be carried exactly. */
public final class NotCarriableException extends CarryFailedException {
    public NotCarriableException(List<String> problems) {
        super(String.join("\n", problems));
    }
}
