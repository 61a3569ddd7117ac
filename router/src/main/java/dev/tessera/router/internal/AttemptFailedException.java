package dev.tessera.router.internal;

/** An attempt that left nothing behind, so that the work may be run again. The cause is what MySQL said. */
final class AttemptFailedException extends Exception {
    private final FailureKind kind;

    AttemptFailedException(FailureKind kind, Throwable cause) {
        super(cause);
        this.kind = kind;
    }

    FailureKind kind() {
        return kind;
    }
}
