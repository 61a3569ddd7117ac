package dev.tessera.app.core.page;

/** @param limit 1 to 100 */
public record PageRequest(PageScope scope, PagePosition position, int limit) {
    public static final int MAX_LIMIT = 100;

    public static PageRequest first(PageScope scope, int limit) {
        return new PageRequest(scope, PagePosition.after(scope.order().start()), limit);
    }

    public boolean isFirst() {
        return position.direction() == PagePosition.Direction.AFTER && position.id() == order().start();
    }

    PageOrder order() {
        return scope.order();
    }
}
