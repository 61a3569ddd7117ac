package dev.tessera.ops.move.transfer.binlog;

import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads a set of GTIDs as MySQL prints it. Of each server the runs without a tag come first, then each tag with its runs:
 * {@code uuid:1-538:541:a_tag:1:other_tag:1-2,uuid:1}. White space may stand anywhere between two of them.
 */
public final class GtidText {
    private static final int UUID_LENGTH = 36;
    private static final int LONGEST_TAG = 32;

    /** Is told of each run. */
    interface Runs {
        /** @param tag empty for none */
        void run(String server, String tag, long first, long last);
    }

    private final String part;

    private GtidText(String part) {
        this.part = part;
    }

    /** @throws TransferFailedException when the text is no set of GTIDs */
    static void read(String text, Runs runs) {
        for (String part : text.replaceAll("\\s", "").split(",", -1)) {
            if (!part.isEmpty()) {
                new GtidText(part).read(runs);
            }
        }
    }

    /**
     * Those with a tag, as {@code uuid:tag}.
     *
     * @throws TransferFailedException when the text is no set of GTIDs
     */
    public static SortedSet<String> tags(String text) {
        SortedSet<String> tags = new TreeSet<>();
        read(text, (server, tag, first, last) -> {
            if (!tag.isEmpty()) {
                tags.add(server + ":" + tag);
            }
        });
        return tags;
    }

    private void read(Runs runs) {
        String[] fields = part.split(":", -1);
        require(fields.length > 1 && isUuid(fields[0]));
        String server = fields[0].toLowerCase(Locale.ROOT);
        String tag = "";
        for (int i = 1; i < fields.length; i++) {
            if (isTag(fields[i])) {
                require(i + 1 < fields.length && !isTag(fields[i + 1]));
                tag = fields[i].toLowerCase(Locale.ROOT);
            } else {
                run(runs, server, tag, fields[i]);
            }
        }
    }

    private void run(Runs runs, String server, String tag, String run) {
        String[] ends = run.split("-", -1);
        require(ends.length <= 2);
        long first = number(ends[0]);
        long last = number(ends[ends.length - 1]);
        require(first > 0 && first <= last);
        runs.run(server, tag, first, last);
    }

    private long number(String digits) {
        require(!digits.isEmpty() && digits.chars().allMatch(GtidText::isDigit));
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw notASet();
        }
    }

    private static boolean isUuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A letter or an underscore, then digits as well. */
    private static boolean isTag(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_TAG
                && isLetter(text.charAt(0))
                && text.chars().allMatch(each -> isLetter(each) || isDigit(each));
    }

    private static boolean isLetter(int each) {
        return each == '_' || (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
    }

    private static boolean isDigit(int each) {
        return each >= '0' && each <= '9';
    }

    private void require(boolean holds) {
        if (!holds) {
            throw notASet();
        }
    }

    private TransferFailedException notASet() {
        return new TransferFailedException("'" + part + "' is not a set of GTIDs");
    }
}
