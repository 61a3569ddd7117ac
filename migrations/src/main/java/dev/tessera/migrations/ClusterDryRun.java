package dev.tessera.migrations;

import dev.tessera.shardconfig.ClusterConfig;
import dev.tessera.shardconfig.Credentials;
import java.util.List;

/** Tells what init or migrate would do now, line by line, in their order; refuses what they would refuse. Changes nothing. */
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
            return tell(ClusterInit.plan(config, app, sessions, changelogs), app, sessions);
        }
    }

    public List<String> migrate() {
        try (ClusterSessions sessions = new ClusterSessions(config, operator)) {
            return tell(MigratePlan.of(config, sessions.view(), changelogs), operator, sessions);
        }
    }

    private List<String> tell(Plan plan, Credentials app, ClusterSessions sessions) {
        ClusterChangesInWords words = new ClusterChangesInWords(config, app, sessions, changelogs, withSql);
        plan.inOrder().forEach(step -> step.act().accept(words));
        return words.lines();
    }
}
