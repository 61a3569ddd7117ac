package dev.tessera.app.resources;

import dev.tessera.app.core.EntityTags;
import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/** If-Match and If-None-Match of RFC 9110. */
final class Preconditions {
    private static final String TAG = "(?:W/)?\"[^\"]*+\"";
    private static final Pattern TAGS = Pattern.compile("\\s*+(?:\\*|" + TAG + "(?:\\s*+,\\s*+" + TAG + ")*+)\\s*+");

    private Preconditions() {}

    /** Which versions the sender means. Strong comparison: a weak tag is no version at all. */
    static LongPredicate required(HttpHeaders headers) {
        String ifMatch = headers.getHeaderString(HttpHeaders.IF_MATCH);
        if (ifMatch == null) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_REQUIRED, "send If-Match with the ETag of the comment as you read it");
        }
        requireTags("If-Match", ifMatch);
        return version -> isAny(ifMatch) || names(ifMatch, version, "");
    }

    /** Whether the sender has this version already. Weak comparison. */
    static boolean hasAlready(HttpHeaders headers, long version) {
        String ifNoneMatch = headers.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        if (ifNoneMatch == null) {
            return false;
        }
        requireTags("If-None-Match", ifNoneMatch);
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

    private static void requireTags(String header, String value) {
        if (!TAGS.matcher(value).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_HEADER, header + " is * or a list of entity tags such as \"3\"");
        }
    }
}
