package dev.tessera.migrations.change;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.changelog.Impact;
import dev.tessera.migrations.changelog.Judgement;
import dev.tessera.migrations.changelog.LiquibaseExecutor;
import dev.tessera.migrations.changelog.OnlineExecutor;
import dev.tessera.migrations.definition.TablesAlike;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.shardconfig.BucketTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * Tries a migration on empty tables, in a schema of its own on the shard of the first bucket. The server shows the effect of every
 * statement on readers and writers, and whether the app's statements still compile, before a live table is changed. Uses a session without
 * a binlog where the operator's account allows that: replicas and movers see nothing of it.
 */
public final class Rehearsal implements AutoCloseable {
    static final String SCHEMA = "tessera_scratch";

    /** An instance of the app that is still in use has sent each of its statements in this time. */
    private static final Duration IN_USE = Duration.ofHours(1);

    private static final int ACCESS_DENIED = 1227;

    private final SqlSession session;
    private final Changelogs changelogs;
    private final PendingBucket canary;
    private final int from;
    private final int to;
    private final List<Judgement> judgements = new ArrayList<>();
    private final List<String> drift = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final Map<String, String> brokenBefore = new LinkedHashMap<>();
    private int statements;

    /** @param session of its own, closed with it */
    public Rehearsal(SqlSession session, Changelogs changelogs, PendingBucket canary, int from) {
        this.session = session;
        this.changelogs = changelogs;
        this.canary = canary;
        this.from = from;
        this.to = changelogs.newest(Component.BUCKET);
    }

    public void run() {
        leaveNoTrace();
        clear();
        new IncomingTables(changelogs).create(session, SCHEMA, canary.bucket(), from);
        if (canary.schema().complete() && canary.schema().version() == from) {
            drift.addAll(differences(from));
        }
        AppStatements seen = AppStatements.seen(session, IN_USE);
        statements = seen.count();
        brokenBefore.putAll(seen.failures(SCHEMA, canary.bucket()));
        migrate();
        broken.addAll(AppStatements.broken(brokenBefore, seen.failures(SCHEMA, canary.bucket())));
    }

    /** What speaks against the migration. */
    public List<String> problems(MigrateOptions options) {
        List<String> problems = new ArrayList<>(drift);
        if (!options.allowBlocking()) {
            judgements.stream()
                    .filter(judgement -> judgement.impact() == Impact.BLOCKING)
                    .forEach(judgement -> problems.add("changeset " + judgement.changeSet()
                            + " would block those who use the table: " + judgement.reason()
                            + "; write it so that it doesn't, or say --allow-blocking"));
        }
        if (!options.ignoreStatements()) {
            broken.forEach(statement -> problems.add("the app sent in the last hour what wouldn't compile any more, "
                    + statement + "; wait until no instance sends it, or say --ignore-statements"));
        }
        return problems;
    }

    /** What was found, for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("first " + canary.describe() + "; the others when it is well");
        judgements.forEach(judgement -> lines.add(judgement.describe()));
        lines.add(
                (statements - broken.size() - brokenBefore.size()) + " statements of the app compile before and after");
        return lines;
    }

    /** The bucket that went first is what the changelog makes, and what the app sent to it since compiles. */
    public List<String> problemsOfCanary(Duration since, MigrateOptions options) {
        List<String> problems = new ArrayList<>(differences(to));
        if (options.ignoreStatements()) {
            return problems;
        }
        Map<String, String> now = AppStatements.seen(session, since)
                .of(canary.bucket())
                .failures(BucketTables.LIVE_SCHEMA, canary.bucket());
        AppStatements.broken(brokenBefore, now)
                .forEach(statement -> problems.add("the app sends to " + canary.describe()
                        + " what doesn't compile there any more, " + statement));
        return problems;
    }

    @Override
    public void close() {
        try {
            clear();
        } finally {
            session.close();
        }
    }

    private void migrate() {
        OnlineExecutor executor = new OnlineExecutor(session, new LiquibaseExecutor(session), true);
        for (int version = from + 1; version <= to; version++) {
            judgements.addAll(executor.run(
                    SCHEMA, changelogs.changes(Component.BUCKET, version, Changelogs.parameters(canary.bucket()))));
        }
    }

    private List<String> differences(int version) {
        SortedSet<String> tables = new IncomingTables(changelogs).names(canary.bucket(), version);
        return new TablesAlike(session)
                .differences(BucketTables.LIVE_SCHEMA, SCHEMA, tables).stream()
                        .map(difference -> canary.shard() + ": " + difference)
                        .toList();
    }

    private void clear() {
        session.execute("drop schema if exists " + SCHEMA);
    }

    private void leaveNoTrace() {
        try {
            session.execute("set session sql_log_bin = 0");
        } catch (StatementFailedException e) {
            if (!e.isError(ACCESS_DENIED)) {
                throw e;
            }
        }
    }
}
