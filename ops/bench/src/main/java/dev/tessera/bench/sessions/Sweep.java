package dev.tessera.bench.sessions;

import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does the same work under one setting after the other, and compares. */
final class Sweep {
    private final SmokeCluster cluster;
    private final SmokeResult usual;

    private Sweep(SmokeCluster cluster, SmokeResult usual) {
        this.cluster = cluster;
        this.usual = usual;
    }

    /** Does the work once as the servers are. */
    static Sweep begin(SmokeCluster cluster) throws IOException, InterruptedException {
        return new Sweep(cluster, cluster.work());
    }

    /** How the work ends without any setting. */
    SmokeResult usual() {
        return usual;
    }

    /** All of these at once, on directory and shards; afterwards the servers are as before. */
    SettingOutcome under(List<Setting> settings) throws IOException, InterruptedException {
        String name =
                String.join(" and ", settings.stream().map(Setting::toString).toList());
        Map<MySqlServer, Map<String, String>> before = new LinkedHashMap<>();
        SmokeResult result;
        int logged;
        try {
            for (MySqlServer server : cluster.servers()) {
                before.put(server, set(server, settings));
            }
            logged = cluster.log().length();
            result = cluster.work();
        } catch (SQLException refused) {
            return SettingOutcome.notSettable(name, String.valueOf(refused.getMessage()));
        } finally {
            for (Map.Entry<MySqlServer, Map<String, String>> server : before.entrySet()) {
                restore(server.getKey(), server.getValue());
            }
        }
        List<String> variables = settings.stream().map(Setting::variable).toList();
        SettingOutcome outcome =
                SettingOutcome.of(name, variables, usual, result, cluster.log().substring(logged));
        if (outcome.verdict() != SettingOutcome.Verdict.SAME) {
            cluster.settle();
        }
        return outcome;
    }

    /** Returns what was set before, also when one is refused: those already set are put back here. */
    private static Map<String, String> set(MySqlServer server, List<Setting> settings) throws SQLException {
        Map<String, String> before = new LinkedHashMap<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (Setting setting : settings) {
                String now;
                try (ResultSet row = statement.executeQuery("select @@global." + setting.variable())) {
                    row.next();
                    now = String.valueOf(row.getString(1));
                }
                statement.execute(setting.sql());
                before.put(setting.variable(), now);
            }
            return before;
        } catch (SQLException refused) {
            restore(server, before);
            throw refused;
        }
    }

    private static void restore(MySqlServer server, Map<String, String> values) {
        List<String> statements = new ArrayList<>();
        values.forEach((variable, value) -> statements.add(new Setting(variable, value).sql()));
        server.execute(statements.toArray(String[]::new));
    }
}
