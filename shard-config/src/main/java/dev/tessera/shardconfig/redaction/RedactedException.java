package dev.tessera.shardconfig.redaction;

/** Stands for a failure of somebody else's class: with its stack, under that class's name, without what it said. */
final class RedactedException extends RuntimeException implements SafeMessage {
    private static final long serialVersionUID = 1L;

    /** @param message empty when nothing may be repeated */
    RedactedException(String className, String message) {
        // A logger prints class and message; the name of this class alone would say nothing.
        super(message.isEmpty() ? className : className + ": " + message);
    }
}
