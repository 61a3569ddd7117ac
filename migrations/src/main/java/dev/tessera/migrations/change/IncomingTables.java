package dev.tessera.migrations.change;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.changelog.LiquibaseExecutor;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Creates the tables of a bucket outside the live schema: the copy that a move fills. From the changelog, never by {@code create table
 * like}, which gives constraints other names.
 */
public final class IncomingTables {
    private final Changelogs changelogs;

    public IncomingTables(Changelogs changelogs) {
        this.changelogs = changelogs;
    }

    /** Makes schema and tables where they are missing, as they are in this version of a bucket. */
    public void create(SqlSession session, String schema, BucketId bucket, int version) {
        if (schema.equals(BucketTables.LIVE_SCHEMA)) {
            throw new IllegalArgumentException("only init makes live tables");
        }
        session.execute(DirectoryChanges.createSchema(schema));
        LiquibaseExecutor liquibase = new LiquibaseExecutor(session);
        for (int step = 1; step <= version; step++) {
            liquibase.run(schema, changelogs.changes(Component.BUCKET, step, Changelogs.parameters(bucket)));
        }
    }

    /** The physical names of a bucket's tables in this version. */
    public SortedSet<String> names(BucketId bucket, int version) {
        SortedSet<String> names = new TreeSet<>();
        changelogs.bucketTables(version).forEach(table -> names.add(BucketTables.physicalName(table, bucket)));
        return names;
    }
}
