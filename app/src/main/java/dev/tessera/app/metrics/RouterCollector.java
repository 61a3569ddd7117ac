package dev.tessera.app.metrics;

import dev.tessera.router.RouterMetrics;
import dev.tessera.router.ShardMetrics;
import dev.tessera.router.ShardRouter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.stream.Stream;

/** Reads the router's metrics on each request of Prometheus, without a copy. */
final class RouterCollector implements MultiCollector {
    private final ShardRouter router;

    RouterCollector(ShardRouter router) {
        this.router = router;
    }

    @Override
    public MetricSnapshots collect() {
        RouterMetrics metrics = router.metrics();
        return new MetricSnapshots(Stream.of(ofRouting(metrics), ofPools(metrics), ofStatements(metrics))
                .flatMap(snapshots -> snapshots)
                .toList());
    }

    private static Stream<MetricSnapshot> ofRouting(RouterMetrics metrics) {
        return Stream.of(
                Snapshots.gauge(
                        "tessera_router_compiled_routes",
                        "Statements that are compiled and kept.",
                        metrics.compiledRoutes()),
                Snapshots.gauge(
                        "tessera_routing_version",
                        "Version of the directory that this instance routes by; all instances agree within seconds.",
                        metrics.snapshotVersion()),
                Snapshots.gauge(
                        "tessera_routing_schema_version",
                        "Version of the buckets' tables that this instance compiles for.",
                        metrics.schemaVersion()),
                Snapshots.seconds(
                        "tessera_routing_snapshot_age_seconds",
                        "Time since the directory last confirmed what this instance routes by.",
                        metrics.snapshotAge()));
    }

    private static Stream<MetricSnapshot> ofPools(RouterMetrics metrics) {
        PerShard perShard = new PerShard(metrics.shards());
        return Stream.of(
                perShard.gauge(
                        "tessera_shard_up",
                        "1 while the shard is served, 0 while requests for it are refused.",
                        shard -> shard.isUp() ? 1 : 0),
                perShard.gauge(
                        "tessera_shard_threads",
                        "Threads that hold a connection to the shard or wait for one.",
                        ShardMetrics::threadsUsed),
                perShard.gauge("tessera_pool_active", "Connections in use.", ShardMetrics::poolActive),
                perShard.gauge("tessera_pool_idle", "Connections open and not in use.", ShardMetrics::poolIdle),
                perShard.gauge(
                        "tessera_pool_pending", "Threads that wait for a connection.", ShardMetrics::poolPending),
                perShard.histogram(
                        "tessera_pool_acquire_seconds",
                        "Time to get a connection, or to fail to get one.",
                        ShardMetrics::acquireSeconds));
    }

    private static Stream<MetricSnapshot> ofStatements(RouterMetrics metrics) {
        PerShard perShard = new PerShard(metrics.shards());
        return Stream.of(
                perShard.histogram(
                        "tessera_db_statement_duration_seconds",
                        "Time from sending a statement until MySQL's answer, failed ones included.",
                        ShardMetrics::statementSeconds),
                perShard.histogram(
                        "tessera_db_commit_duration_seconds",
                        "Time from sending a COMMIT until MySQL's answer, unanswered ones included.",
                        ShardMetrics::commitSeconds),
                perShard.counter(
                        "tessera_db_transactions",
                        "Transactions that were begun; work of one statement has none.",
                        shard -> (double) shard.transactions()),
                perShard.counter(
                        "tessera_db_across_shards_reads",
                        "Statements over all buckets that read from the shard.",
                        shard -> (double) shard.acrossShardsReads()),
                perShard.counter(
                        "tessera_db_errors",
                        "Statements that failed, by kind; unavailable: requests that got no connection.",
                        "kind",
                        ShardMetrics::errors),
                perShard.counter(
                        "tessera_router_retries",
                        "Units of work that were run again from their beginning, by cause.",
                        "cause",
                        ShardMetrics::retries));
    }
}
