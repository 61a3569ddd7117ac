package dev.tessera.app.core.draft;

import dev.tessera.app.refusal.FieldRefusals;
import java.text.Normalizer;
import java.util.function.IntPredicate;

/**
 * The rules for text that people write and read. Lengths count code points of the NFC form, without white space around it.
 *
 * @param field that holds it
 * @param code of the problem when a rule is broken
 * @param lines whether line feeds and tabs may stand in it
 */
record VisibleText(String field, String code, int maxLength, boolean lines) {
    static final VisibleText DISPLAY_NAME = new VisibleText("display_name", "invalid-display-name", 100, false);
    static final VisibleText TITLE = new VisibleText("title", "invalid-title", 500, false);
    static final VisibleText BODY = new VisibleText("body", "invalid-body", 10_000, true);

    /** Letters by category, blank by look: fillers of Hangul, the empty Braille pattern, the grapheme joiner. */
    private static final String BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800\u034f";

    void check(String text, FieldRefusals refusals) {
        if (text.codePoints().anyMatch(forbidden())) {
            refusals.add(field, code, "control characters and lone surrogates can't be stored");
        } else if (text.codePoints().allMatch(VisibleText::isInvisible)) {
            refusals.add(field, code, "there is nothing to see in it");
        } else if (length(text) > maxLength) {
            refusals.add(field, code, "at most " + maxLength + " characters");
        }
    }

    private IntPredicate forbidden() {
        return lines
                ? codePoint -> isForbidden(codePoint) && codePoint != '\n' && codePoint != '\t'
                : VisibleText::isForbidden;
    }

    private static boolean isForbidden(int codePoint) {
        return codePoint < 0x20 || codePoint == 0x7f || Character.getType(codePoint) == Character.SURROGATE;
    }

    private static boolean isInvisible(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || BLANK_LETTERS.indexOf(codePoint) >= 0;
    }

    private static int length(String text) {
        String nfc = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        return nfc.codePointCount(0, nfc.length());
    }
}
