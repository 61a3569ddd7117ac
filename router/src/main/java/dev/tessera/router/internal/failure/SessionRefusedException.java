package dev.tessera.router.internal.failure;

import dev.tessera.shardconfig.redaction.SafeSqlException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server gives sessions whose variables would change the meaning of statements. */
public final class SessionRefusedException extends SafeSqlException {
    /** @param problems variable, value found and value needed of each */
    public SessionRefusedException(List<String> problems, @Nullable Throwable cause) {
        super("its sessions can't be used: " + String.join("; ", problems), cause);
    }
}
