package dev.tessera.router;

import org.jspecify.annotations.Nullable;

/** The directory can't be read, and there is no earlier snapshot. */
public final class DirectoryUnavailableException extends RouterException {
    public DirectoryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
