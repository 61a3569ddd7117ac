package dev.tessera.shardconfig;

import org.jspecify.annotations.Nullable;

/** The root of every failure that Tessera itself raises. Subtypes are named after the act that failed. */
public class TesseraException extends RuntimeException {
    public TesseraException(String message) {
        super(message);
    }

    public TesseraException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
