package dev.tessera.bench.soak.audit;

import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.homes.StandingTables;
import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that the frozen originals of each open reverse replication equal the live tables: an agent updates them, and no client writes any
 * more.
 */
final class OriginalsAudit {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final SoakCluster cluster;
    private final Cluster opsCluster;
    private final Duration timeout;
    private int compared;

    OriginalsAudit(SoakCluster cluster, Duration timeout) {
        this.cluster = cluster;
        this.timeout = timeout;
        this.opsCluster = cluster.opsCluster();
    }

    /** What differs still when agents have had time. */
    List<String> differing() throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<ReverseReplication> differing = open().filter(this::differs).toList();
        compared = (int) open().count();
        while (!differing.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            List<Long> left = differing.stream().map(ReverseReplication::moveId).toList();
            differing = open().filter(reverseReplication -> left.contains(reverseReplication.moveId()))
                    .filter(this::differs)
                    .toList();
        }
        return differing.stream().map(this::words).toList();
    }

    /** How many reverse replications were open. */
    int compared() {
        return compared;
    }

    private Stream<ReverseReplication> open() {
        return opsCluster.reverseReplications().all().stream().filter(ReverseReplication::isOpen);
    }

    private boolean differs(ReverseReplication reverseReplication) {
        Move move = opsCluster.journal().get(reverseReplication.moveId());
        return !checksums(move.target(), BucketTables.LIVE_SCHEMA, move.bucket())
                .equals(checksums(move.source(), move.frozenSchema(), move.bucket()));
    }

    private String words(ReverseReplication reverseReplication) {
        Move move = opsCluster.journal().get(reverseReplication.moveId());
        return "the originals of " + move.describe() + " ("
                + checksums(move.source(), move.frozenSchema(), move.bucket())
                + ") aren't what is live (" + checksums(move.target(), BucketTables.LIVE_SCHEMA, move.bucket()) + "): "
                + reverseReplication;
    }

    private Map<String, Long> checksums(ShardName shard, String schema, BucketId bucket) {
        MySqlServer server = Objects.requireNonNull(cluster.servers().get(shard.value()));
        String tables = StandingTables.of(server, schema, bucket).stream()
                .map(table -> schema + "." + table)
                .collect(Collectors.joining(", "));
        Map<String, Long> checksums = new TreeMap<>();
        if (tables.isEmpty()) {
            return checksums;
        }
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("checksum table " + tables)) {
            while (rows.next()) {
                String name = rows.getString(1);
                checksums.put(name.substring(name.lastIndexOf('.') + 1), rows.getLong(2));
            }
            return checksums;
        } catch (SQLException e) {
            throw new TestbedException("checksums of bucket " + bucket + " in " + schema + " on " + shard, e);
        }
    }
}
