package dev.tessera.migrations;

import dev.tessera.shardconfig.ClusterConfig;
import dev.tessera.shardconfig.Credentials;

/**
 * Brings directory, shards and every bucket to the newest schema version. Killed at any moment and run again, it goes on where it was.
 * Never makes the tables of a bucket that has lost them: it refuses, and names bucket and tables.
 */
public final class ClusterMigrate {
    private final ClusterConfig config;
    private final Credentials operator;
    private final Changelogs changelogs;
    private final Progress progress;

    public ClusterMigrate(ClusterConfig config, Credentials operator, Changelogs changelogs, Progress progress) {
        this.config = config;
        this.operator = operator;
        this.changelogs = changelogs;
        this.progress = progress;
    }

    /**
     * @throws MigrationRefusedException when the cluster isn't whole; nothing was changed then
     * @throws LockHeldException when another migration of this cluster, or a move of a bucket, is at work
     * @throws ServerUnreachableException when a server can't be reached; nothing was changed then
     * @throws MigrationFailedException when it stopped half-way; run it again to go on
     */
    public Outcome run() {
        try (ClusterSessions sessions = new ClusterSessions(config, operator);
                ServerLock ignored = ServerLock.take(sessions.directory(), ServerLock.MIGRATIONS)) {
            Plan plan = MigratePlan.of(config, sessions.view(), changelogs);
            PlanRunner.run(plan, new ClusterChanges(config, operator, sessions, changelogs), progress);
            return new Outcome(plan.size());
        }
    }
}
