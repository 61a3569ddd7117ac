package dev.tessera.migrations;

import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.TesseraException;

/** A server that doesn't answer, or doesn't let the account in. */
public final class ServerUnreachableException extends TesseraException {
    public ServerUnreachableException(String who, ServerAddress address, Throwable cause) {
        super(who + " can't be reached at " + address + ": " + firstLine(cause), cause);
    }

    /** Drivers add stack-like text below. */
    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
