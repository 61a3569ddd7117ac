package dev.tessera.router.internal;

import dev.tessera.router.RouterException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps work in one bucket at a time: work that starts other work, in its own bucket or another, would hold two connections, and would
 * write in two separate transactions.
 */
final class BucketGuard implements AutoCloseable {
    private static final ThreadLocal<@Nullable Integer> INSIDE = new ThreadLocal<>();

    private BucketGuard() {}

    /** @throws RouterException when the thread is at work in a bucket already */
    static BucketGuard enter(int slot) {
        Integer outer = INSIDE.get();
        if (outer != null) {
            throw new RouterException("work in slot " + outer + " may not start work in slot " + slot
                    + ": it would be a second transaction; start it afterwards");
        }
        INSIDE.set(slot);
        return new BucketGuard();
    }

    @Override
    public void close() {
        INSIDE.remove();
    }
}
