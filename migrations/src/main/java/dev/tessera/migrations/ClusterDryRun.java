package dev.tessera.migrations;

import dev.tessera.migrations.change.ClusterChangesInWords;
import dev.tessera.migrations.change.MigrateOptions;
import dev.tessera.migrations.change.Rehearsal;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.MigratePlan;
import dev.tessera.migrations.plan.StepPlan;
import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.view.ClusterSessions;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows what init or migrate would do now, line by line, in order; refuses what they would refuse. Changes nothing. */
public final class ClusterDryRun {
    private final ClusterConfig config;
    private final Credentials operator;
    private final Changelogs changelogs;
    private final boolean withSql;

    public ClusterDryRun(ClusterConfig config, Credentials operator, Changelogs changelogs, boolean withSql) {
        this.config = config;
        this.operator = operator;
        this.changelogs = changelogs;
        this.withSql = withSql;
    }

    public List<String> init(Credentials app) {
        try (ClusterSessions sessions = new ClusterSessions(config, operator)) {
            return describe(ClusterInit.plan(app, sessions, changelogs), app, sessions);
        }
    }

    /** Tries the statements on empty tables, in a schema of their own that is dropped again. */
    public List<String> migrate(MigrateOptions options) {
        try (ClusterSessions sessions = new ClusterSessions(config, operator);
                ServerLock ignored = ServerLock.take(sessions.directory(), ServerLock.MIGRATIONS)) {
            MigratePlan migration = ClusterMigrate.plan(sessions, options, changelogs);
            List<String> lines = new ArrayList<>();
            migration.heldBack().forEach(reason -> lines.add("held back: " + reason));
            lines.addAll(rehearsed(migration, options, sessions));
            lines.addAll(describe(migration.plan(), operator, sessions));
            return lines;
        }
    }

    private List<String> rehearsed(MigratePlan migration, MigrateOptions options, ClusterSessions sessions) {
        Optional<Rehearsal> rehearsal = ClusterMigrate.rehearse(migration, sessions, operator, changelogs);
        List<String> lines = new ArrayList<>();
        rehearsal.ifPresent(done -> {
            lines.addAll(done.lines());
            done.problems(options).forEach(problem -> lines.add("refused: " + problem));
            done.close();
        });
        return lines;
    }

    private List<String> describe(StepPlan plan, Credentials app, ClusterSessions sessions) {
        ClusterChangesInWords words = new ClusterChangesInWords(sessions.config(), app, sessions, changelogs, withSql);
        plan.inOrder().forEach(step -> step.act().accept(words));
        return words.lines();
    }
}
