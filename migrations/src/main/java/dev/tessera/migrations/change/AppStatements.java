package dev.tessera.migrations.change;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.redaction.Redaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The recent statements of a shard on live buckets, from its statement digests: one sample of each statement, from any bucket. The server
 * checks whether they still compile: it parses and binds them and runs nothing.
 */
final class AppStatements {
    private static final Pattern BUCKET_TABLE = Pattern.compile("\\b([a-z][a-z_]*)_([0-9]{5}_[0-9]{5})\\b");
    private static final Pattern INSERT =
            Pattern.compile("^(?:INSERT|REPLACE)(?: IGNORE)? INTO `(\\w+)` \\(([^()]*)\\)");
    private static final Pattern FOLDED = Pattern.compile("\\.\\.\\.|/\\*");
    /** Half a character isn't kept: a sample that is cut may be shorter by as many. */
    private static final int BYTES_OF_A_CHARACTER = 4;

    private static final Set<String> VERBS = Set.of("select", "insert", "update", "delete", "replace", "with");

    private final SqlSession session;
    private final Map<String, String> samples;

    private record Seen(String digest, String sample, boolean isCut) {
        boolean isOfRows() {
            String start = sample.stripLeading().toLowerCase(Locale.ROOT);
            return VERBS.stream().anyMatch(start::startsWith);
        }

        /** Of a long statement the server keeps the beginning; its digest has the whole, with a question mark for each value. */
        String text() {
            return isCut ? digest : sample;
        }

        /** A digest is shortened too, and where it folds lists of values it is no SQL any more. */
        boolean canBeTried() {
            return !isCut || !FOLDED.matcher(digest).find();
        }
    }

    private AppStatements(SqlSession session, Map<String, String> samples) {
        this.session = session;
        this.samples = samples;
    }

    /** Those of the time just past, by their digest. What names its schema isn't the app's. */
    static AppStatements seen(SqlSession session, Duration past) {
        List<Seen> seen = session.query(
                "select digest_text, query_sample_text,"
                        + " octet_length(query_sample_text) > @@performance_schema_max_sql_text_length - ?"
                        + " from performance_schema.events_statements_summary_by_digest"
                        + " where schema_name = ? and last_seen > now(6) - interval ? microsecond"
                        + " and query_sample_text regexp '_[0-9]{5}_[0-9]{5}' and query_sample_text not regexp 'tessera'",
                row -> new Seen(row.getString(1), row.getString(2), row.getBoolean(3)),
                BYTES_OF_A_CHARACTER,
                BucketTables.LIVE_SCHEMA,
                past.toNanos() / 1_000);
        Map<String, String> samples = new LinkedHashMap<>();
        seen.stream()
                .filter(Seen::isOfRows)
                .filter(Seen::canBeTried)
                .forEach(one -> samples.putIfAbsent(withoutBuckets(one.digest()), one.text()));
        return new AppStatements(session, samples);
    }

    /** Those that were sent to this bucket. */
    AppStatements of(BucketId bucket) {
        Map<String, String> some = new LinkedHashMap<>();
        samples.forEach((digest, sample) -> {
            if (sample.contains(BucketTables.suffix(bucket))) {
                some.put(digest, sample);
            }
        });
        return new AppStatements(session, some);
    }

    int count() {
        return samples.size();
    }

    /** By digest, why a statement doesn't compile on the tables of a bucket in this schema. */
    Map<String, String> failures(String schema, BucketId bucket) {
        session.execute("use " + schema);
        Map<String, String> failures = new LinkedHashMap<>();
        samples.forEach((digest, sample) -> {
            String problem = problem(schema, bucket, digest, sample);
            if (!problem.isEmpty()) {
                failures.put(digest, problem);
            }
        });
        return failures;
    }

    private String problem(String schema, BucketId bucket, String digest, String sample) {
        try {
            session.execute("set @tessera_sample = ?", inBucket(sample, bucket));
            session.execute("prepare tessera_sample from @tessera_sample");
            session.execute("deallocate prepare tessera_sample");
            return unfilled(schema, bucket, digest);
        } catch (StatementFailedException e) {
            if (e.isConnectionLost()) {
                throw e;
            }
            return Redaction.message(e.getCause() == null ? e : e.getCause());
        }
    }

    /** An INSERT compiles without a column that has no default, and fails when it is run. */
    private String unfilled(String schema, BucketId bucket, String digest) {
        Matcher insert = INSERT.matcher(digest);
        if (!insert.find()) {
            return "";
        }
        SortedSet<String> needed = new TreeSet<>(session.query(
                "select column_name from information_schema.columns where table_schema = ? and table_name = ?"
                        + " and is_nullable = 'NO' and column_default is null and extra = ''",
                row -> row.getString(1),
                schema,
                BucketTables.physicalName(insert.group(1), bucket)));
        for (String column : insert.group(2).split(",", -1)) {
            needed.remove(column.strip().replace("`", ""));
        }
        return needed.isEmpty() ? "" : "it leaves out " + String.join(", ", needed) + ", which has no default";
    }

    private static String inBucket(String sample, BucketId bucket) {
        return BUCKET_TABLE.matcher(sample).replaceAll("$1" + BucketTables.suffix(bucket));
    }

    private static String withoutBuckets(String digest) {
        return BUCKET_TABLE.matcher(digest).replaceAll("$1");
    }

    /** For people: those that fail now and didn't before. */
    static List<String> broken(Map<String, String> before, Map<String, String> now) {
        List<String> broken = new ArrayList<>();
        now.forEach((digest, problem) -> {
            if (!before.containsKey(digest)) {
                broken.add("`" + digest + "`: " + problem);
            }
        });
        return broken;
    }
}
