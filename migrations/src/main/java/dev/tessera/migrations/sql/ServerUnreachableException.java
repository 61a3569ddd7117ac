package dev.tessera.migrations.sql;

import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.redaction.Redaction;
import java.util.List;

/** A server that doesn't answer, refuses the account, or gives it sessions that can't be used. */
public final class ServerUnreachableException extends TesseraException {
    public ServerUnreachableException(String who, ServerAddress address, Throwable cause) {
        super(who + " can't be reached at " + address + ": " + Redaction.message(cause), cause);
    }

    private ServerUnreachableException(String message) {
        super(message);
    }

    /** It answers, but with sessions in which statements would mean something else than they should. */
    static ServerUnreachableException unusable(String who, ServerAddress address, List<String> problems) {
        return new ServerUnreachableException(
                who + " at " + address + " gives sessions that can't be used: " + String.join("; ", problems));
    }
}
