package dev.tessera.app.health;

import com.codahale.metrics.health.HealthCheckRegistry;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.ShardName;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.metrics.servlets.HealthCheckServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * One health check for the directory and one for each shard, none of them critical: an instance that can't reach one shard still serves
 * the others. Shards can change while the instance runs, so the checks are updated on each request.
 */
public final class ShardHealth {
    private final ShardRouter router;
    private final HealthCheckRegistry checks;

    @GuardedBy("this") private final Set<ShardName> registered = new HashSet<>();

    private ShardHealth(ShardRouter router, HealthCheckRegistry checks) {
        this.router = router;
        this.checks = checks;
    }

    public static void install(ShardRouter router, Environment environment) {
        ShardHealth health = new ShardHealth(router, environment.healthChecks());
        environment.healthChecks().register("directory", new DirectoryHealthCheck(router));
        health.follow();
        environment
                .admin()
                .addFilter("shard-health", health.followingFirst())
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/healthcheck");
        // 200 with the details: a 500 for one dead shard would take every instance out of service.
        environment.getAdminContext().setAttribute(HealthCheckServlet.HEALTH_CHECK_HTTP_STATUS_INDICATOR, false);
    }

    private Filter followingFirst() {
        return (request, response, chain) -> {
            follow();
            chain.doFilter(request, response);
        };
    }

    private synchronized void follow() {
        Set<ShardName> present = router.placements().shards().keySet();
        for (ShardName shard : present) {
            if (registered.add(shard)) {
                checks.register(nameOf(shard), new ShardHealthCheck(router, shard));
            }
        }
        Set<ShardName> gone = new HashSet<>(registered);
        gone.removeAll(present);
        registered.removeAll(gone);
        gone.forEach(shard -> checks.unregister(nameOf(shard)));
    }

    private static String nameOf(ShardName shard) {
        return "shard " + shard;
    }
}
