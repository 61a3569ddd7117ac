package dev.tessera.migrations.change;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.definition.BucketDefinition;
import dev.tessera.migrations.definition.DefinitionReader;
import dev.tessera.migrations.sql.MigrationFailedException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ServerAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The definitions that the changelog gives a bucket on a server, found by executing it there: once for each version and process, in an
 * empty schema of its own that is dropped at once, and written into no binlog if the operator's account allows that. Other buckets differ
 * only in their slots. Thread-safe.
 */
public final class ChangelogDefinitions {
    /** Before the number of the connection that made it: whoever finds one whose connection is gone may drop it. */
    static final String SCHEMA = "tessera_scratch_";

    /** The first that no changelog names for another reason. */
    private static final BucketId BUCKET = new BucketId(2741, 9173);

    private static final Pattern ITS_SLOTS =
            Pattern.compile("\\b(?:" + BUCKET.firstSlot() + "|" + BUCKET.lastSlot() + ")\\b");

    private static final String FIRST = Integer.toString(BUCKET.firstSlot());

    private static final int ACCESS_DENIED = 1227;

    private record Made(ServerAddress server, int version) {}

    private final Changelogs changelogs;
    private final Map<Made, BucketDefinition> made = new ConcurrentHashMap<>();

    public ChangelogDefinitions(Changelogs changelogs) {
        this.changelogs = changelogs;
    }

    /**
     * The tables of a bucket in this version, as the server makes them.
     *
     * @param session opens one on the server
     */
    public BucketDefinition of(BucketId bucket, int version, ServerAddress server, Supplier<SqlSession> session) {
        return of(made.computeIfAbsent(new Made(server, version), key -> make(version, session)), bucket);
    }

    private static BucketDefinition of(BucketDefinition any, BucketId bucket) {
        UnaryOperator<String> named = text -> ITS_SLOTS
                .matcher(text)
                .replaceAll(
                        slot -> Integer.toString(slot.group().equals(FIRST) ? bucket.firstSlot() : bucket.lastSlot()))
                .replace(BucketTables.suffix(BUCKET), BucketTables.suffix(bucket));
        return any.with(named);
    }

    private BucketDefinition make(int version, Supplier<SqlSession> sessions) {
        requireUnused(version);
        try (SqlSession session = sessions.get()) {
            leaveNoTrace(session);
            clearLeft(session);
            String schema = SCHEMA
                    + session.query("select connection_id()", row -> row.getLong(1))
                            .get(0);
            try (DefinitionReader reader = new DefinitionReader(sessions.get())) {
                IncomingTables tables = new IncomingTables(changelogs);
                tables.create(session, schema, BUCKET, version);
                return reader.read(schema, tables.names(BUCKET, version));
            } finally {
                session.execute("drop schema if exists " + schema);
            }
        }
    }

    /** A changelog that has one of the numbers for another reason would be misread. */
    private void requireUnused(int version) {
        if (changelogs.logicalSql(version).stream().anyMatch(ITS_SLOTS.asPredicate())) {
            throw new MigrationFailedException(
                    "a changelog of buckets has the number " + BUCKET.firstSlot() + " or " + BUCKET.lastSlot()
                            + ", which stand for a bucket's slots when changelogs are tried; write it otherwise",
                    null);
        }
    }

    /** Of processes that were killed. */
    private static void clearLeft(SqlSession session) {
        session.query(
                        "select schema_name from information_schema.schemata where left(schema_name, length(?)) = ?"
                                + " and substring(schema_name, length(?) + 1) not in"
                                + " (select id from performance_schema.processlist)",
                        row -> row.getString(1),
                        SCHEMA,
                        SCHEMA,
                        SCHEMA)
                .forEach(schema -> session.execute("drop schema if exists " + schema));
    }

    private static void leaveNoTrace(SqlSession session) {
        try {
            session.execute("set session sql_log_bin = 0");
        } catch (StatementFailedException e) {
            if (!e.isError(ACCESS_DENIED)) {
                throw e;
            }
        }
    }
}
