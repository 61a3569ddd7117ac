package dev.tessera.app.health;

import com.codahale.metrics.health.HealthCheck;
import dev.tessera.router.RouterMetrics;
import dev.tessera.router.ShardRouter;

/** Checks whether the directory confirms the snapshot of the instance. Without it the instance continues, but reads no changes. */
public final class DirectoryHealthCheck extends HealthCheck {
    private final ShardRouter router;

    public DirectoryHealthCheck(ShardRouter router) {
        this.router = router;
    }

    @Override
    protected Result check() {
        RouterMetrics metrics = router.metrics();
        return metrics.directoryProblem()
                .map(problem -> Result.unhealthy(problem + "; version " + metrics.snapshotVersion()
                        + " was last confirmed " + metrics.snapshotAge().toSeconds() + " s ago"))
                .orElseGet(Result::healthy);
    }
}
