package dev.tessera.router;

import org.jdbi.v3.core.Handle;

/**
 * Work inside the bucket of one slot, written against logical tables ({@code select ... from comments where comment_id = :id}). It may be
 * run again from its beginning, in another bucket if the slot has another by then, so it must have no effects except through the handle,
 * and must not keep the handle.
 */
@FunctionalInterface
public interface SlotWork<T, X extends Exception> {
    T run(Handle handle) throws X;
}
