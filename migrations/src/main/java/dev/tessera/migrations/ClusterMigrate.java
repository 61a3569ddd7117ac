package dev.tessera.migrations;

import dev.tessera.migrations.change.ClusterChanges;
import dev.tessera.migrations.change.MigrateOptions;
import dev.tessera.migrations.change.Rehearsal;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.MigratePlan;
import dev.tessera.migrations.plan.MigrationGate;
import dev.tessera.migrations.plan.MigrationOutcome;
import dev.tessera.migrations.plan.PlanRunner;
import dev.tessera.migrations.plan.Progress;
import dev.tessera.migrations.sql.LockHeldException;
import dev.tessera.migrations.sql.MigrationFailedException;
import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.view.BucketVolume;
import dev.tessera.migrations.view.ClusterSessions;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Migrates directory, shards and every bucket to the newest schema version. First tries everything on empty tables, then migrates one
 * bucket before the others. Can be killed at any moment and run again. Never creates the tables of a bucket that has lost them: it
 * refuses, and names bucket and tables. Skips buckets that are being moved.
 */
public final class ClusterMigrate {
    private final ClusterConfig config;
    private final Credentials operator;
    private final Changelogs changelogs;
    private final MigrateOptions options;
    private final Progress progress;

    public ClusterMigrate(ClusterConfig config, Credentials operator, Changelogs changelogs, Progress progress) {
        this(config, operator, changelogs, MigrateOptions.defaults(), progress);
    }

    public ClusterMigrate(
            ClusterConfig config,
            Credentials operator,
            Changelogs changelogs,
            MigrateOptions options,
            Progress progress) {
        this.config = config;
        this.operator = operator;
        this.changelogs = changelogs;
        this.options = options;
        this.progress = progress;
    }

    /**
     * @throws MigrationRefusedException when the cluster isn't complete, or the migration would affect its users; no bucket was changed then
     * @throws LockHeldException when another migration of this cluster, or a move of a bucket, is at work
     * @throws ServerUnreachableException when a server can't be reached; nothing was changed then
     * @throws MigrationFailedException when it stopped half-way; run it again to go on
     */
    public MigrationOutcome run() {
        try (ClusterSessions sessions = new ClusterSessions(config, operator);
                ServerLock ignored = ServerLock.take(sessions.directory(), ServerLock.MIGRATIONS)) {
            MigratePlan migration = plan(sessions, options, changelogs);
            Optional<Rehearsal> rehearsal = rehearse(migration, sessions, operator, changelogs);
            try {
                rehearsal.ifPresent(this::requireHarmless);
                return carryOut(migration, rehearsal, sessions);
            } finally {
                rehearsal.ifPresent(Rehearsal::close);
            }
        }
    }

    private MigrationOutcome carryOut(MigratePlan migration, Optional<Rehearsal> rehearsal, ClusterSessions sessions) {
        ClusterChanges changes = new ClusterChanges(operator, sessions, changelogs, options);
        PlanRunner.run(migration.plan(), changes, progress, new MigrationGate(options, changes, rehearsal));
        return new MigrationOutcome(
                migration.plan().size(),
                Stream.concat(migration.heldBack().stream(), changes.heldBack().stream())
                        .toList());
    }

    private void requireHarmless(Rehearsal rehearsal) {
        List<String> problems = rehearsal.problems(options);
        if (!problems.isEmpty()) {
            throw new MigrationRefusedException(problems);
        }
    }

    static MigratePlan plan(ClusterSessions sessions, MigrateOptions options, Changelogs changelogs) {
        return MigratePlan.of(
                sessions.config(),
                sessions.view(),
                options,
                shard -> BucketVolume.read(sessions.shard(shard)),
                changelogs);
    }

    /** To be closed. Empty when no bucket is to be migrated. */
    static Optional<Rehearsal> rehearse(
            MigratePlan migration, ClusterSessions sessions, Credentials operator, Changelogs changelogs) {
        return migration.canary().map(canary -> {
            Rehearsal rehearsal =
                    new Rehearsal(sessions.another(canary.shard(), operator), changelogs, canary, migration.oldest());
            try {
                rehearsal.run();
                return rehearsal;
            } catch (RuntimeException e) {
                rehearsal.close();
                throw e;
            }
        });
    }
}
