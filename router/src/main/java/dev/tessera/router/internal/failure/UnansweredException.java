package dev.tessera.router.internal.failure;

import org.jspecify.annotations.Nullable;

/** The last sent statement commits, and wasn't answered. */
public final class UnansweredException extends Exception {
    private final transient @Nullable Object answer;

    /** @param answer of the work, where it had ended */
    public UnansweredException(@Nullable Object answer, Throwable cause) {
        super(cause);
        this.answer = answer;
    }

    public @Nullable Object answer() {
        return answer;
    }
}
