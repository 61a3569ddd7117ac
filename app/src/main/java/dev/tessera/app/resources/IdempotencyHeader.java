package dev.tessera.app.resources;

import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Idempotency-Key of a request. */
final class IdempotencyHeader {
    static final String NAME = "Idempotency-Key";
    private static final Pattern KEY = Pattern.compile("[!-~](?:[ -~]{0,253}[!-~])?");

    private IdempotencyHeader() {}

    static Optional<String> of(List<String> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1 || !KEY.matcher(values.get(0)).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_HEADER, NAME + " is 1 to 255 printable ASCII characters, given once");
        }
        return Optional.of(values.get(0));
    }
}
