package dev.tessera.app.resources;

import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** If-Match and If-None-Match of RFC 9110, also with several header lines. */
final class Preconditions {
    private static final String TAG = "(?:W/)?\"[^\"]*+\"";
    private static final Pattern ONE_TAG = Pattern.compile(TAG);
    private static final Pattern TAGS = Pattern.compile("\\s*+(?:\\*|" + TAG + "(?:\\s*+,\\s*+" + TAG + ")*+)\\s*+");
    private static final Pattern COMMENT = Pattern.compile("\"([1-9][0-9]{0,17})(?:\\.[0-9]+)?\"");
    private static final String WEAK = "W/";

    private Preconditions() {}

    /** Which versions of a comment the sender means. Strong comparison: a weak tag is no version at all. */
    static LongPredicate required(List<String> lines) {
        if (lines.isEmpty()) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_REQUIRED, "send If-Match with the ETag of the comment as you read it");
        }
        String ifMatch = checked("If-Match", lines);
        if (isAny(ifMatch)) {
            return version -> true;
        }
        Set<Long> versions = tags(ifMatch).stream()
                .map(COMMENT::matcher)
                .filter(Matcher::matches)
                .map(tag -> Long.parseLong(tag.group(1)))
                .collect(Collectors.toSet());
        return versions::contains;
    }

    /** Which tags the sender has already. Weak comparison. */
    static Known known(List<String> lines) {
        if (lines.isEmpty()) {
            return new Known(Optional.empty());
        }
        return new Known(Optional.of(checked("If-None-Match", lines)));
    }

    /** What a sender has, as its If-None-Match says. */
    record Known(Optional<String> ifNoneMatch) {
        boolean isNothing() {
            return ifNoneMatch.isEmpty();
        }

        boolean has(String tag) {
            return ifNoneMatch
                    .filter(known -> isAny(known)
                            || tags(known).stream().anyMatch(one -> strong(one).equals(strong(tag))))
                    .isPresent();
        }

        private static String strong(String tag) {
            return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
        }
    }

    private static boolean isAny(String tags) {
        return tags.strip().equals("*");
    }

    private static List<String> tags(String header) {
        return ONE_TAG.matcher(header).results().map(MatchResult::group).toList();
    }

    private static String checked(String header, List<String> lines) {
        String value = String.join(",", lines);
        if (!TAGS.matcher(value).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_HEADER, header + " is * or a list of entity tags such as \"3\"");
        }
        return value;
    }
}
