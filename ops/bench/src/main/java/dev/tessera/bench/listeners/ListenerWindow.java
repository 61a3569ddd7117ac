package dev.tessera.bench.listeners;

import dev.tessera.bench.measure.AppInstance;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.workload.Workload;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What was measured for some seconds.
 *
 * @param name for people
 * @param seconds it took
 * @param cpuShare of the instances, in cores
 * @param statements a second at all shards
 * @param delays in milliseconds, sorted; of each change at each listener
 * @param besideMedian of requests of others
 * @param besideP99 of requests of others
 * @param besidePerSecond requests of others
 */
record ListenerWindow(
        String name,
        double seconds,
        double cpuShare,
        double statements,
        List<Double> delays,
        Duration besideMedian,
        Duration besideP99,
        double besidePerSecond) {

    double delay(double share) {
        return delays.isEmpty() ? 0 : delays.get((int) Math.min(delays.size() - 1.0, share * delays.size()));
    }

    double medianDelay() {
        return delay(0.5);
    }

    /** What changes during it. */
    static final class Clock {
        private final List<AppInstance> apps;
        private final List<MySqlServer> shards;
        private final Workload beside;
        private final Instant from = Instant.now();
        private final long began = System.nanoTime();
        private final long cpuNanos;
        private final long questions;

        Clock(List<AppInstance> apps, List<MySqlServer> shards, Workload beside) {
            this.apps = apps;
            this.shards = shards;
            this.beside = beside;
            this.cpuNanos = cpuNanos();
            this.questions = questions();
        }

        ListenerWindow stop(String name, double[] delays) {
            double seconds = (System.nanoTime() - began) / 1e9;
            var requests = beside.requests().between(from, Instant.now());
            return new ListenerWindow(
                    name,
                    seconds,
                    (cpuNanos() - cpuNanos) / 1e9 / seconds,
                    (questions() - questions) / seconds,
                    Arrays.stream(delays).sorted().boxed().toList(),
                    requests.percentile(0.5),
                    requests.percentile(0.99),
                    requests.count() / seconds);
        }

        private long cpuNanos() {
            return apps.stream()
                    .map(app -> ProcessHandle.of(app.daemon().pid())
                            .flatMap(process -> process.info().totalCpuDuration())
                            .orElse(Duration.ZERO))
                    .mapToLong(Duration::toNanos)
                    .sum();
        }

        private long questions() {
            long sum = 0;
            for (MySqlServer shard : shards) {
                try (Connection connection = shard.connect();
                        Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("show global status like 'Questions'")) {
                    row.next();
                    sum += row.getLong(2);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
            return sum;
        }
    }
}
