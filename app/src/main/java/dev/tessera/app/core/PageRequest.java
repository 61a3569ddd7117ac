package dev.tessera.app.core;

/** @param limit 1 to 100 */
public record PageRequest(PageScope scope, PagePosition position, int limit) {
    public static final int MAX_LIMIT = 100;

    public static PageRequest first(PageScope scope, int limit) {
        return new PageRequest(scope, PagePosition.after(scope.order().start()), limit);
    }

    boolean isFirst() {
        return position.kind() == PagePosition.Kind.AFTER && position.id() == order().start();
    }

    PageOrder order() {
        return scope.order();
    }
}
