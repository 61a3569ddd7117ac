package dev.tessera.app.core.page;

import java.util.Optional;
import java.util.stream.Stream;

/** What a cursor says of its number. */
enum CursorKind {
    /** The page goes on after this id. */
    AFTER(1),
    /** The page ends before this id. */
    BEFORE(2),
    /** Everything up to this change number has been seen. */
    CHANGES(3);

    private final byte code;

    CursorKind(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static Optional<CursorKind> ofCode(byte code) {
        return Stream.of(values()).filter(kind -> kind.code == code).findFirst();
    }
}
