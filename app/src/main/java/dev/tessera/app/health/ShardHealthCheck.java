package dev.tessera.app.health;

import com.codahale.metrics.health.HealthCheck;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.ShardName;

/** Asks the server of one shard itself: a question put to a logical data source would reach any one of them. */
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
