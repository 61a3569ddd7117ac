package dev.tessera.quickstart;

import dev.tessera.shardconfig.TesseraException;
import org.jspecify.annotations.Nullable;

/** Why the quickstart can't go on, in words for the person who started it. */
final class QuickstartException extends TesseraException {
    QuickstartException(String message) {
        this(message, null);
    }

    QuickstartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
