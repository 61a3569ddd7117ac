package dev.tessera.migrations.changelog;

import dev.tessera.migrations.sql.MigrationFailedException;
import java.util.Map;
import java.util.function.Supplier;
import liquibase.Scope;
import liquibase.SingletonScopeManager;
import liquibase.logging.core.NoOpLogService;
import liquibase.ui.LoggerUIService;

/** Runs Liquibase without its log, its console output and its analytics, on any thread. */
final class QuietLiquibase {
    /** Threads inherit their parent's scope, and shards migrated side by side would take it from each other. */
    private static final ThreadLocal<SingletonScopeManager> OWN_SCOPE = ThreadLocal.withInitial(() -> {
        SingletonScopeManager own = new SingletonScopeManager();
        Scope.setScopeManager(own);
        return own;
    });

    private static final Map<String, Object> QUIET = Map.of(
            Scope.Attr.logService.name(),
            new NoOpLogService(),
            Scope.Attr.ui.name(),
            new LoggerUIService(),
            "liquibase.analytics.enabled",
            "false");

    private QuietLiquibase() {}

    static <T> T call(Supplier<T> work) {
        OWN_SCOPE.get();
        try {
            return Scope.child(QUIET, work::get);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new MigrationFailedException("Liquibase failed", e);
        }
    }
}
