package dev.tessera.shardconfig;

/** A text that can't become a key. The message says what is wrong and what would be right; it is safe to show to users. */
public final class InvalidKeyException extends TesseraException {
    private final String field;

    public InvalidKeyException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The part of the key that was refused: {@code handle}, {@code site} or {@code path}. */
    public String field() {
        return field;
    }
}
