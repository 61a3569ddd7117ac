package dev.tessera.shardconfig;

import dev.tessera.shardconfig.redaction.Redaction;
import dev.tessera.shardconfig.redaction.SafeMessage;
import org.jspecify.annotations.Nullable;

/**
 * The superclass of all exceptions of Tessera. Subtypes are named after the failed action. Messages hold no value of a row, because they
 * are shown, logged and stored. Causes hold none either, because they are printed with their stacks: each is replaced by {@link
 * Redaction#copy(Throwable)}.
 */
public class TesseraException extends RuntimeException implements SafeMessage {
    public TesseraException(String message) {
        super(message);
    }

    public TesseraException(String message, @Nullable Throwable cause) {
        super(message, cause == null ? null : Redaction.copy(cause));
    }
}
