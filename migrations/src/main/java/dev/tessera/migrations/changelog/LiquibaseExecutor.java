package dev.tessera.migrations.changelog;

import dev.tessera.migrations.sql.MigrationFailedException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.redaction.Redaction;
import java.util.List;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.Database;
import liquibase.database.core.MySQLDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;

/**
 * Runs changesets through Liquibase, preconditions included, on a given session. Liquibase records nothing: a bucket's version must move
 * with the bucket, so it is in a table of Tessera's own, and a kill leaves nothing of Liquibase behind.
 */
public final class LiquibaseExecutor {
    private final SqlSession session;
    private final Database database = new MySQLDatabase();

    public LiquibaseExecutor(SqlSession session) {
        this.session = session;
        QuietLiquibase.call(() -> {
            database.setConnection(new JdbcConnection(session.connection()));
            return database;
        });
        session.autocommit();
    }

    /** Runs them in the schema, in order, each committed by itself. */
    public void run(String schema, List<ChangeSet> changeSets) {
        session.execute("use " + schema);
        try {
            QuietLiquibase.call(() -> {
                changeSets.forEach(this::run);
                return changeSets;
            });
        } finally {
            session.autocommit();
        }
    }

    private void run(ChangeSet changeSet) {
        try {
            changeSet.execute(new DatabaseChangeLog(changeSet.getFilePath()), database);
        } catch (LiquibaseException e) {
            throw new MigrationFailedException(
                    session.address() + ": changeset " + changeSet.getId() + " failed: " + Redaction.message(rootOf(e)),
                    e);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
