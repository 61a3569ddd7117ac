package dev.tessera.router;

import org.jspecify.annotations.Nullable;

/** The directory can't be read, and nothing that was read before can stand in for it. */
public final class DirectoryUnavailableException extends RouterException {
    public DirectoryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
