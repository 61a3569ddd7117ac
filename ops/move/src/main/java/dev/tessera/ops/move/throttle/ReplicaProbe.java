package dev.tessera.ops.move.throttle;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.TesseraException;
import java.util.List;
import java.util.function.Supplier;

/**
 * How old what a replica receives or applies at this moment is, by its clock and its source's. One that replicates nothing, or whose
 * replication doesn't run, can't be measured.
 */
final class ReplicaProbe implements MetricProbe {
    private static final String QUESTION =
            """
            select
                (select count(*) from performance_schema.replication_connection_status),
                (select count(*) from performance_schema.replication_connection_status where service_state <> 'ON')
                + (select count(*) from performance_schema.replication_applier_status where service_state <> 'ON'),
                greatest(
                    coalesce((
                        select max(timestampdiff(microsecond, queueing_transaction_original_commit_timestamp, now(6)))
                        from performance_schema.replication_connection_status
                        where queueing_transaction <> ''), 0),
                    coalesce((
                        select max(timestampdiff(microsecond, processing_transaction_original_commit_timestamp, now(6)))
                        from performance_schema.replication_applier_status_by_coordinator
                        where processing_transaction <> ''), 0),
                    coalesce((
                        select max(timestampdiff(microsecond, applying_transaction_original_commit_timestamp, now(6)))
                        from performance_schema.replication_applier_status_by_worker
                        where applying_transaction <> ''), 0)) div 1000
            """;

    private final String where;
    private final ProbedServer server;

    ReplicaProbe(String where, Supplier<SqlSession> opener) {
        this.where = where;
        this.server = new ProbedServer(opener);
    }

    @Override
    public List<MetricReading> read() {
        try {
            return server.ask(session -> session.query(
                            QUESTION, row -> List.of(reading(row.getLong(1), row.getLong(2), row.getLong(3)))))
                    .get(0);
        } catch (TesseraException e) {
            return List.of(MetricReading.failed(ThrottleMetric.REPLICA_LAG, where, String.valueOf(e.getMessage())));
        }
    }

    private MetricReading reading(long channels, long stopped, long millis) {
        if (channels == 0) {
            return MetricReading.failed(ThrottleMetric.REPLICA_LAG, where, "it replicates from no source");
        }
        return stopped > 0
                ? MetricReading.failed(ThrottleMetric.REPLICA_LAG, where, "its replication doesn't run")
                : MetricReading.of(ThrottleMetric.REPLICA_LAG, where, millis);
    }

    @Override
    public void close() {
        server.close();
    }
}
