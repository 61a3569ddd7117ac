package dev.tessera.migrations;

import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.TesseraException;
import java.util.List;

/** A server that doesn't answer, doesn't let the account in, or gives it sessions that can't be used. */
public final class ServerUnreachableException extends TesseraException {
    public ServerUnreachableException(String who, ServerAddress address, Throwable cause) {
        super(who + " can't be reached at " + address + ": " + firstLine(cause), cause);
    }

    private ServerUnreachableException(String message) {
        super(message);
    }

    /** It answers, but with sessions in which statements would mean something else than they should. */
    static ServerUnreachableException unusable(String who, ServerAddress address, List<String> problems) {
        return new ServerUnreachableException(
                who + " at " + address + " gives sessions that can't be used: " + String.join("; ", problems));
    }

    /** Drivers add stack-like text below. */
    private static String firstLine(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
