package dev.tessera.router.internal.failure;

/** A failed attempt that wrote nothing, so the work may be run again. The cause is MySQL's error. */
public final class AttemptFailedException extends Exception {
    private final FailureKind kind;

    public AttemptFailedException(FailureKind kind, Throwable cause) {
        super(cause);
        this.kind = kind;
    }

    public FailureKind kind() {
        return kind;
    }
}
