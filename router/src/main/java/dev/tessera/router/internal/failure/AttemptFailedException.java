package dev.tessera.router.internal.failure;

/** An attempt that left nothing behind, so that the work may be run again. The cause is what MySQL said. */
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
