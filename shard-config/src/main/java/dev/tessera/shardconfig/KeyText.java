package dev.tessera.shardconfig;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;

/** What every key's text must be, before it is made canonical. */
final class KeyText {
    private KeyText() {}

    /** Refuses what has no stable canonical form: unassigned and private-use code points, lone surrogates, controls. */
    static void requireAssigned(String field, String text) {
        text.codePoints().filter(KeyText::isUnstable).findFirst().ifPresent(codePoint -> {
            throw new InvalidKeyException(
                    field, "%s holds U+%04X, which is not a printable character".formatted(field, codePoint));
        });
    }

    private static boolean isUnstable(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case UCharacterCategory.UNASSIGNED,
                    UCharacterCategory.PRIVATE_USE,
                    UCharacterCategory.SURROGATE,
                    UCharacterCategory.CONTROL -> true;
            default -> false;
        };
    }
}
