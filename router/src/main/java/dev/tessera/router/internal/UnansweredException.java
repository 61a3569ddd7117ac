package dev.tessera.router.internal;

import org.jspecify.annotations.Nullable;

/** What was sent last commits, and wasn't answered. */
final class UnansweredException extends Exception {
    private final transient @Nullable Object answer;

    /** @param answer of the work, where it had ended */
    UnansweredException(@Nullable Object answer, Throwable cause) {
        super(cause);
        this.answer = answer;
    }

    @Nullable Object answer() {
        return answer;
    }
}
