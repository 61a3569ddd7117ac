package dev.tessera.router;

import dev.tessera.shardconfig.TesseraException;
import org.jspecify.annotations.Nullable;

/** The superclass of all refusals and failures of the router. Messages may name shards and SQL: they are for logs, not for users. */
public class RouterException extends TesseraException {
    public RouterException(String message) {
        super(message);
    }

    public RouterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
