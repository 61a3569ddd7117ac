package dev.tessera.migrations.change;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.changelog.SchemaVersions;
import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.view.DirectoryFormatCheck;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import java.util.List;
import java.util.Optional;

/**
 * Pauses or resumes a migration between two buckets: a running one and later ones. Stored in the directory, so that any process can set
 * it.
 */
public final class MigrationControl {
    private final ClusterConfig config;
    private final Credentials operator;
    private final Changelogs changelogs;

    public MigrationControl(ClusterConfig config, Credentials operator, Changelogs changelogs) {
        this.config = config;
        this.operator = operator;
        this.changelogs = changelogs;
    }

    /**
     * @param who for the audit trail
     * @return whose connection is at work at a migration now; empty when nobody's is
     */
    public Optional<String> pause(String who) {
        return write("pause", who);
    }

    /** As {@link #pause}. */
    public Optional<String> goOn(String who) {
        return write("run", who);
    }

    private Optional<String> write(String desiredState, String who) {
        try (SqlSession session =
                SqlSession.open("the directory", config.directory().address(), operator)) {
            DirectoryFormatCheck.require(session, config.directory().schema());
            String schema = config.directory().schema().value();
            int version = SchemaVersions.read(session, schema, Component.DIRECTORY);
            if (version < changelogs.newest(Component.DIRECTORY)) {
                throw new MigrationRefusedException(List.of("the directory has schema version " + version
                        + ", in which this can't be said; run `shardctl migrate`, which brings it to "
                        + changelogs.newest(Component.DIRECTORY) + " before it begins with buckets"));
            }
            session.inTransaction(() -> {
                session.execute("update " + schema + ".cluster set migration = ?", desiredState);
                session.execute(
                        "insert into " + schema + ".audit (at, who, action, details)"
                                + " values (utc_timestamp(3), ?, ?, json_object('what', ?))",
                        who,
                        "migrate " + (desiredState.equals("run") ? "resume" : desiredState),
                        "migrations of cluster " + config.name());
            });
            return ServerLock.holderOf(session, ServerLock.MIGRATIONS);
        }
    }
}
