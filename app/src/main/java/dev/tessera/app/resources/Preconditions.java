package dev.tessera.app.resources;

import dev.tessera.app.api.EntityTags;
import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/** If-Match and If-None-Match of RFC 9110, also with several header lines. */
final class Preconditions {
    private static final String TAG = "(?:W/)?\"[^\"]*+\"";
    private static final Pattern TAGS = Pattern.compile("\\s*+(?:\\*|" + TAG + "(?:\\s*+,\\s*+" + TAG + ")*+)\\s*+");

    private Preconditions() {}

    /** Which versions the sender means. Strong comparison: a weak tag is no version at all. */
    static LongPredicate required(List<String> lines) {
        if (lines.isEmpty()) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_REQUIRED, "send If-Match with the ETag of the comment as you read it");
        }
        String ifMatch = joined("If-Match", lines);
        return version -> isAny(ifMatch) || names(ifMatch, version, "");
    }

    /** Whether the sender has this version already. Weak comparison. */
    static boolean hasAlready(List<String> lines, long version) {
        if (lines.isEmpty()) {
            return false;
        }
        String ifNoneMatch = joined("If-None-Match", lines);
        return isAny(ifNoneMatch) || names(ifNoneMatch, version, "(?:W/)?");
    }

    private static boolean isAny(String tags) {
        return tags.strip().equals("*");
    }

    private static boolean names(String tags, long version, String prefix) {
        return Pattern.compile("(?:^|,)\\s*+" + prefix + Pattern.quote(EntityTags.of(version)) + "\\s*+(?:,|$)")
                .matcher(tags)
                .find();
    }

    private static String joined(String header, List<String> lines) {
        String value = String.join(",", lines);
        if (!TAGS.matcher(value).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_HEADER, header + " is * or a list of entity tags such as \"3\"");
        }
        return value;
    }
}
