package dev.tessera.router;

/** The directory answers, and describes data of a format that this version of Tessera doesn't read. */
public final class DirectoryFormatException extends RouterException {
    public DirectoryFormatException(String message) {
        super(message);
    }
}
