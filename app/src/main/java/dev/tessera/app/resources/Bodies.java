package dev.tessera.app.resources;

import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import org.jspecify.annotations.Nullable;

/** Handles a missing request body, for which Jersey passes null. */
final class Bodies {
    private Bodies() {}

    static <T> T require(@Nullable T body) {
        if (body == null) {
            throw new ProblemException(ProblemType.MISSING_JSON, "send a JSON object");
        }
        return body;
    }
}
