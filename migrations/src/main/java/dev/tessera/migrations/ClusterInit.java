package dev.tessera.migrations;

import dev.tessera.migrations.change.AppAdmission;
import dev.tessera.migrations.change.ClusterChanges;
import dev.tessera.migrations.change.MigrateOptions;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.InitPlan;
import dev.tessera.migrations.plan.MigrationOutcome;
import dev.tessera.migrations.plan.PlanRunner;
import dev.tessera.migrations.plan.Progress;
import dev.tessera.migrations.plan.StepGate;
import dev.tessera.migrations.plan.StepPlan;
import dev.tessera.migrations.sql.LockHeldException;
import dev.tessera.migrations.sql.MigrationFailedException;
import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.view.ClusterSessions;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;

/**
 * Creates a cluster from empty MySQL servers: the directory, the app's account, and the tables of every bucket, once. Can be killed at any
 * moment and run again; on a complete cluster it changes nothing. Doesn't add shards that were added to cluster.yml later: see {@link
 * ShardAdd}.
 */
public final class ClusterInit {
    private final ClusterConfig config;
    private final Credentials operator;
    private final Credentials app;
    private final Changelogs changelogs;
    private final Progress progress;

    public ClusterInit(
            ClusterConfig config, Credentials operator, Credentials app, Changelogs changelogs, Progress progress) {
        this.config = config;
        this.operator = operator;
        this.app = app;
        this.changelogs = changelogs;
        this.progress = progress;
    }

    /**
     * @throws MigrationRefusedException when something is there that init must not touch; nothing was changed then
     * @throws LockHeldException when another migration of this cluster is at work
     * @throws ServerUnreachableException when a server can't be reached; nothing was changed then
     * @throws MigrationFailedException when it stopped half-way; run it again to go on
     */
    public MigrationOutcome run() {
        try (ClusterSessions sessions = new ClusterSessions(config, operator);
                ServerLock ignored = ServerLock.take(sessions.directory(), ServerLock.MIGRATIONS)) {
            StepPlan plan = plan(app, sessions, changelogs);
            PlanRunner.run(
                    plan,
                    new ClusterChanges(app, sessions, changelogs, MigrateOptions.defaults()),
                    progress,
                    StepGate.free());
            return new MigrationOutcome(plan.size());
        }
    }

    static StepPlan plan(Credentials app, ClusterSessions sessions, Changelogs changelogs) {
        ClusterConfig config = sessions.config();
        return InitPlan.of(config, sessions.view(), AppAdmission.missing(config, app, sessions), changelogs);
    }
}
