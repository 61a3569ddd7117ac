package dev.tessera.shardconfig;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import java.util.function.IntPredicate;

/** The requirements for the text of every key, before it is made canonical. */
final class KeyText {
    private KeyText() {}

    /** Refuses what has no bytes of UTF-8, and controls. Enough for a text that is compared as it stands. */
    static void requireWellFormed(String field, String text) {
        refuseAny(field, text, KeyText::isBroken);
    }

    /** Refuses what has no stable canonical form: unassigned and private-use code points, lone surrogates, controls. */
    static void requireAssigned(String field, String text) {
        refuseAny(field, text, codePoint -> isBroken(codePoint) || isUnstable(codePoint));
    }

    private static void refuseAny(String field, String text, IntPredicate refused) {
        text.codePoints().filter(refused).findFirst().ifPresent(codePoint -> {
            throw new InvalidKeyException(
                    field, "%s holds U+%04X, which is not a printable character".formatted(field, codePoint));
        });
    }

    private static boolean isBroken(int codePoint) {
        int type = UCharacter.getType(codePoint);
        return type == UCharacterCategory.SURROGATE || type == UCharacterCategory.CONTROL;
    }

    private static boolean isUnstable(int codePoint) {
        int type = UCharacter.getType(codePoint);
        return type == UCharacterCategory.UNASSIGNED || type == UCharacterCategory.PRIVATE_USE;
    }
}
