package dev.tessera.app.health;

import com.codahale.metrics.health.HealthCheck;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.ShardName;

/** Queries the server of one shard directly: a query to a logical data source would reach any one of them. */
public final class ShardHealthCheck extends HealthCheck {
    private final ShardRouter router;
    private final ShardName shard;

    public ShardHealthCheck(ShardRouter router, ShardName shard) {
        this.router = router;
        this.shard = shard;
    }

    @Override
    protected Result check() {
        return router.problemOf(shard).map(Result::unhealthy).orElseGet(Result::healthy);
    }
}
