package dev.tessera.migrations.changelog;

import dev.tessera.migrations.sql.MigrationFailedException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.redaction.Redaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import liquibase.change.AbstractSQLChange;
import liquibase.changelog.ChangeSet;

/**
 * Runs changesets on tables that are in use. Each statement is sent in the form with the least impact that the server accepts; a blocking
 * form is sent only when that is allowed.
 */
public final class OnlineExecutor {
    /** Shorter than what a request of the app waits: everybody who comes later queues behind a statement that waits for a table. */
    private static final int LOCK_WAIT_SECONDS = 4;

    private static final int ATTEMPTS = 5;
    private static final long BETWEEN_ATTEMPTS_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    /** This way is not supported; for the reason named; a table that can take no more instant changes; clauses that don't fit in here. */
    private static final Set<Integer> NOT_LIKE_THIS = Set.of(1845, 1846, 4092, 1064);

    private final SqlSession session;
    private final LiquibaseExecutor liquibase;
    private final boolean allowBlocking;

    public OnlineExecutor(SqlSession session, LiquibaseExecutor liquibase, boolean allowBlocking) {
        this.session = session;
        this.liquibase = liquibase;
        this.allowBlocking = allowBlocking;
    }

    /** @throws BlockingChangeException before the first statement that would block, unless that is allowed */
    public List<Judgement> run(String schema, List<ChangeSet> changeSets) {
        session.execute("set session lock_wait_timeout = " + LOCK_WAIT_SECONDS);
        List<Judgement> judgements = new ArrayList<>();
        changeSets.forEach(changeSet -> judgements.add(run(schema, changeSet)));
        return judgements;
    }

    private Judgement run(String schema, ChangeSet changeSet) {
        List<ChangeVariant> variants = ChangeVariant.of(LiquibaseChangelog.sql(changeSet));
        ChangeVariant gravest = variants.get(variants.size() - 1);
        String reason = gravest.impact() == Impact.BLOCKING && variants.size() == 1
                ? "it changes rows, and keeps them locked until it has changed them all"
                : "";
        for (ChangeVariant variant : variants.subList(0, variants.size() - 1)) {
            try {
                execute(schema, changeSet, variant);
                return new Judgement(changeSet.getId(), variant.impact(), reason);
            } catch (MigrationFailedException e) {
                if (!NOT_LIKE_THIS.contains(errorOf(e))) {
                    throw e;
                }
                reason = Redaction.message(rootOf(e));
            }
        }
        if (gravest.impact() == Impact.BLOCKING && !allowBlocking) {
            throw new BlockingChangeException(
                    session.address() + ": changeset " + changeSet.getId() + " would block: " + reason);
        }
        execute(schema, changeSet, gravest);
        return new Judgement(changeSet.getId(), gravest.impact(), reason);
    }

    /** A table that is held for long is left alone for a while, so that those who queue behind this get on. */
    private void execute(String schema, ChangeSet changeSet, ChangeVariant variant) {
        ((AbstractSQLChange) changeSet.getChanges().get(0)).setSql(variant.sql());
        for (int attempt = 1; ; attempt++) {
            try {
                liquibase.run(schema, List.of(changeSet));
                return;
            } catch (MigrationFailedException e) {
                if (errorOf(e) != LOCK_WAIT_TIMEOUT || attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_ATTEMPTS_NANOS);
            }
        }
    }

    private static int errorOf(Throwable failure) {
        return rootOf(failure) instanceof SQLException refused ? refused.getErrorCode() : 0;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
