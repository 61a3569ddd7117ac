package dev.tessera.bench.soak;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences for a report. */
final class Words {
    private static final Pattern WHAT = Pattern.compile("\"what\": \"([^\"]*)\"");

    private Words() {}

    /** What a line of the audit trail says, alike for all buckets and moves. */
    static String withoutNumbers(String details) {
        Matcher what = WHAT.matcher(details);
        return (what.find() ? what.group(1) : details)
                .replaceAll("move \\d+", "move N")
                .replaceAll("bucket \\d{5}_\\d{5}", "bucket N")
                .replaceAll("shard-[a-z]", "shard-x");
    }
}
