package dev.tessera.router;

import org.jdbi.v3.core.Handle;

/**
 * Work inside one bucket, written against logical tables ({@code select ... from comments where comment_id = :id}). It may be run again
 * from its beginning, so it must have no effects except through the handle, and must not keep the handle.
 */
@FunctionalInterface
public interface BucketWork<T, X extends Exception> {
    T run(Handle handle) throws X;
}
