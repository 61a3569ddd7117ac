package dev.tessera.router;

import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Reads several slots of one bucket in one statement. Runs once in each bucket that holds any of the slots, again where that failed, so it
 * must have no effects, and must not keep the handle.
 */
@FunctionalInterface
public interface SlotsWork<T, X extends Exception> {
    /**
     * Reads them.
     *
     * @param slots those to read now; the bucket may hold others, which must be left out
     */
    List<T> run(Handle handle, Set<Integer> slots) throws X;
}
