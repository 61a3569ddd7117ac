package dev.tessera.router.internal;

import dev.tessera.router.BucketWork;
import dev.tessera.router.Proof;
import dev.tessera.router.ProvableWork;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Work that is run, and run again, in a bucket. */
interface UnitOfWork<T, X extends Exception> {
    /** One statement that commits itself; otherwise a transaction. */
    boolean isOneStatement();

    /** @param notCommitted the answer of an earlier run whose COMMIT did not happen */
    T run(Handle handle, @Nullable T notCommitted) throws X;

    /** Null where the work declares none. */
    @Nullable Proof proof(T answer);

    static <T, X extends Exception> UnitOfWork<T, X> transaction(BucketWork<T, X> work) {
        return new Unprovable<>(work, false);
    }

    static <T, X extends Exception> UnitOfWork<T, X> oneStatement(BucketWork<T, X> work) {
        return new Unprovable<>(work, true);
    }

    static <T, X extends Exception> UnitOfWork<T, X> provable(ProvableWork<T, X> work) {
        return new Provable<>(work);
    }

    /** Work that declares no proof. */
    record Unprovable<T, X extends Exception>(BucketWork<T, X> work, boolean isOneStatement)
            implements UnitOfWork<T, X> {
        @Override
        public T run(Handle handle, @Nullable T notCommitted) throws X {
            return work.run(handle);
        }

        @Override
        public @Nullable Proof proof(T answer) {
            return null;
        }
    }

    /** Work that can be looked up. */
    record Provable<T, X extends Exception>(ProvableWork<T, X> work) implements UnitOfWork<T, X> {
        @Override
        public boolean isOneStatement() {
            return false;
        }

        @Override
        public T run(Handle handle, @Nullable T notCommitted) throws X {
            return work.run(handle, notCommitted);
        }

        @Override
        public Proof proof(T answer) {
            return work.proof(answer);
        }
    }
}
