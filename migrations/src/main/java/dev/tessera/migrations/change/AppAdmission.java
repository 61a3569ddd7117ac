package dev.tessera.migrations.change;

import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.migrations.view.ClusterSessions;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import java.util.ArrayList;
import java.util.List;

/** Checks the app's account on every server. */
public final class AppAdmission {
    private AppAdmission() {}

    /**
     * Where it has to be made, or given rights or its password.
     *
     * @throws MigrationRefusedException when it may do more than it should anywhere: init takes nothing away
     */
    public static List<ServerAddress> missing(ClusterConfig config, Credentials app, ClusterSessions sessions) {
        List<ServerAddress> missing = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ServerAddress server : sessions.servers()) {
            AppAccount account = new AppAccount(config, app, sessions.at(server));
            List<String> excess = account.excess();
            if (!excess.isEmpty()) {
                problems.add("on " + server + " the app's account '" + app.user() + "' may do more than it should: "
                        + String.join(", ", excess));
            } else if (!account.isAdmitted()) {
                missing.add(server);
            }
        }
        if (!problems.isEmpty()) {
            throw new MigrationRefusedException(problems);
        }
        return missing;
    }
}
