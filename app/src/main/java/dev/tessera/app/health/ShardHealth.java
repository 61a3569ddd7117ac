package dev.tessera.app.health;

import dev.tessera.router.ShardRouter;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.metrics.servlets.HealthCheckServlet;

/** One check for each shard, none of them critical: an instance that can't reach one shard still serves the others. */
public final class ShardHealth {
    private ShardHealth() {}

    public static void install(ShardRouter router, Environment environment) {
        router.placements().shards().keySet().forEach(shard -> environment
                .healthChecks()
                .register("shard " + shard, new ShardHealthCheck(router, shard)));
        // 200 with the details: a 500 for one dead shard would take every instance out of service.
        environment.getAdminContext().setAttribute(HealthCheckServlet.HEALTH_CHECK_HTTP_STATUS_INDICATOR, false);
    }
}
