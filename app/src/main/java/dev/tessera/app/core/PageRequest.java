package dev.tessera.app.core;

import dev.tessera.app.db.KeysetRun;

/**
 * @param after the last id that was seen, or what stands before the first
 * @param limit 1 to 100
 */
public record PageRequest(PageScope scope, long after, int limit) {
    public static final int MAX_LIMIT = 100;

    public static PageRequest first(PageScope scope, int limit) {
        return new PageRequest(scope, scope.order().start(), limit);
    }

    boolean isFirst() {
        return after == scope.order().start();
    }

    /** One entry more than the page holds tells whether there are more. */
    KeysetRun run() {
        return new KeysetRun(scope.order() == PageOrder.OLDEST, after, limit + 1);
    }
}
