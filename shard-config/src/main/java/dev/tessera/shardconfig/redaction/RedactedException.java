package dev.tessera.shardconfig.redaction;

/** A copy of a third-party exception: with its stack and the name of its class, without its message. */
final class RedactedException extends RuntimeException implements SafeMessage {
    private static final long serialVersionUID = 1L;

    /** @param message empty when nothing may be repeated */
    RedactedException(String className, String message) {
        // A logger prints class and message; the name of this class alone would say nothing.
        super(message.isEmpty() ? className : className + ": " + message);
    }
}
