package dev.tessera.shardconfig.cluster;

import dev.tessera.shardconfig.TesseraException;
import org.jspecify.annotations.Nullable;

/** A password that isn't in the place that the configuration names. */
public final class PasswordUnavailableException extends TesseraException {
    public PasswordUnavailableException(String message) {
        this(message, null);
    }

    public PasswordUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
