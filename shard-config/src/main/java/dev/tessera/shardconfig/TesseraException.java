package dev.tessera.shardconfig;

import dev.tessera.shardconfig.redaction.Redaction;
import dev.tessera.shardconfig.redaction.SafeMessage;
import org.jspecify.annotations.Nullable;

/**
 * The root of every failure that Tessera itself raises. Subtypes are named after the act that failed. Messages hold no value of a row: they
 * are shown, logged and stored. Nor does what stands behind them, since causes are printed with their stacks: each is kept as
 * {@link Redaction#copy(Throwable)} leaves it.
 */
public class TesseraException extends RuntimeException implements SafeMessage {
    public TesseraException(String message) {
        super(message);
    }

    public TesseraException(String message, @Nullable Throwable cause) {
        super(message, cause == null ? null : Redaction.copy(cause));
    }
}
