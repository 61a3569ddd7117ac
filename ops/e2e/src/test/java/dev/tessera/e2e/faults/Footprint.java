package dev.tessera.e2e.faults;

import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.AppProcess;
import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an instance holds at a moment.
 *
 * @param connections of the app's account, by server
 * @param threads how many of each name, numbers left out; without those that come and go with requests
 * @param heapBytes after a garbage collection
 */
record Footprint(List<Integer> connections, Map<String, Integer> threads, long heapBytes) {
    private static final Pattern THREAD = Pattern.compile("(?m)^\"?([^\"\\n]+?)\"? id=\\d+");
    private static final Pattern COMES_AND_GOES =
            Pattern.compile("dw-.*|.*:connection-(adder|closer)|.*connection (adder|closer)|Attach Listener"
                    + "|ForkJoinPool.commonPool-worker-.*|process reaper");

    static Footprint of(AppProcess app, AppCluster cluster) throws IOException, SQLException {
        List<Integer> connections = new ArrayList<>();
        for (MySqlServer server : cluster.shards()) {
            connections.add(connections(server, cluster.testCluster().appUser()));
        }
        return new Footprint(
                connections, threads(app.admin().get("/threads").expect(200).body()), app.heapBytes());
    }

    /** Names of which there are more threads than there. */
    List<String> threadsMoreThan(Footprint other) {
        return threads.entrySet().stream()
                .filter(named -> named.getValue() > other.threads.getOrDefault(named.getKey(), 0))
                .map(Map.Entry::toString)
                .toList();
    }

    private static Map<String, Integer> threads(String dump) {
        Map<String, Integer> threads = new TreeMap<>();
        Matcher names = THREAD.matcher(dump);
        while (names.find()) {
            if (!COMES_AND_GOES.matcher(names.group(1)).matches()) {
                threads.merge(names.group(1).replaceAll("[0-9]+", "#"), 1, Integer::sum);
            }
        }
        return threads;
    }

    private static int connections(MySqlServer server, String user) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from performance_schema.processlist where user = '" + user + "'")) {
            row.next();
            return row.getInt(1);
        }
    }
}
