package dev.tessera.ops.move.throttle;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.TesseraException;
import java.util.List;
import java.util.function.Supplier;

/**
 * How busy a server is. What the operator's account does there isn't counted, or a move would wait for itself; nor are the streams of
 * replicas, which are always at work.
 */
final class ServerProbe implements MetricProbe {
    private static final String QUESTION =
            """
            select greatest(0, (
                    select cast(variable_value as signed) from performance_schema.global_status
                    where variable_name = 'Threads_running')
                - (
                    select count(*) from performance_schema.processlist
                    where command not in ('Sleep', 'Daemon')
                        and (user = substring_index(user(), '@', 1) or command like 'Binlog Dump%'))),
                (select count from information_schema.innodb_metrics where name = 'trx_rseg_history_len')
            """;

    private final String where;
    private final ProbedServer server;

    ServerProbe(String where, Supplier<SqlSession> opener) {
        this.where = where;
        this.server = new ProbedServer(opener);
    }

    @Override
    public List<MetricReading> read() {
        try {
            return server.ask(session -> session.query(QUESTION, row -> readings(row.getLong(1), row.getLong(2))))
                    .get(0);
        } catch (TesseraException e) {
            String why = String.valueOf(e.getMessage());
            return List.of(
                    MetricReading.failed(ThrottleMetric.THREADS_RUNNING, where, why),
                    MetricReading.failed(ThrottleMetric.HISTORY, where, why));
        }
    }

    private List<MetricReading> readings(long threads, long history) {
        return List.of(
                MetricReading.of(ThrottleMetric.THREADS_RUNNING, where, threads),
                MetricReading.of(ThrottleMetric.HISTORY, where, history));
    }

    @Override
    public void close() {
        server.close();
    }
}
