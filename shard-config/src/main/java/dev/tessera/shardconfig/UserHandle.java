package dev.tessera.shardconfig;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import java.nio.charset.StandardCharsets;

/**
 * A user's handle in its canonical form: NFKC with case folding, so that {@code Alice}, {@code ALICE} and their full-width forms are one
 * key. Unicode guarantees that this form is stable for assigned characters only, so unassigned characters are refused: a library with a
 * newer Unicode version must not assign a handle to another bucket.
 */
public record UserHandle(String canonical) implements ShardingKey {
    /** In code points of the canonical form; at most 255 bytes of UTF-8 besides. */
    public static final int MAX_LENGTH = 64;

    static final int MAX_BYTES = 255;

    private static final Normalizer2 NFKC_CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final UnicodeSet FIRST = new UnicodeSet("[[:L:][:Nd:]]").freeze();
    private static final UnicodeSet FURTHER = new UnicodeSet("[[:L:][:M:][:Nd:]._\\-]").freeze();

    public UserHandle {
        check(canonical);
        if (!NFKC_CASEFOLD.isNormalized(canonical)) {
            throw new IllegalArgumentException("not a canonical handle; UserHandle.of makes one");
        }
    }

    /** @throws InvalidKeyException when the text can't be a handle */
    public static UserHandle of(String display) {
        KeyText.requireAssigned("handle", display);
        return new UserHandle(NFKC_CASEFOLD.normalize(display));
    }

    @Override
    public byte[] hashedBytes() {
        return canonical.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return canonical;
    }

    private static void check(String canonical) {
        if (canonical.isEmpty() || canonical.codePointCount(0, canonical.length()) > MAX_LENGTH) {
            throw new InvalidKeyException("handle", "a handle has 1 to " + MAX_LENGTH + " characters");
        }
        if (canonical.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new InvalidKeyException("handle", "a handle has at most " + MAX_BYTES + " bytes of UTF-8");
        }
        if (!FIRST.contains(canonical.codePointAt(0)) || !FURTHER.containsAll(canonical)) {
            throw new InvalidKeyException(
                    "handle",
                    "a handle begins with a letter or digit and goes on with letters, digits, '.', '_' or '-'");
        }
    }
}
