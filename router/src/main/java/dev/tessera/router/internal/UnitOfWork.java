package dev.tessera.router.internal;

import dev.tessera.router.Proof;
import dev.tessera.router.ProvableWork;
import dev.tessera.router.SlotWork;
import dev.tessera.router.SlotsWork;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Work that is run, and run again, in the bucket of a slot. */
interface UnitOfWork<T, X extends Exception> {
    /** What it may consist of. */
    enum Form {
        TRANSACTION,
        /** One statement that commits itself. */
        ONE_STATEMENT,
        /** One SELECT. */
        ONE_READ
    }

    /** It finds the bucket. */
    int slot();

    Form form();

    /** @param notCommitted the answer of an earlier run whose COMMIT did not happen */
    T run(Handle handle, @Nullable T notCommitted) throws X;

    /** Null where the work declares none. */
    @Nullable Proof proof(T answer);

    static <T, X extends Exception> UnitOfWork<T, X> transaction(int slot, SlotWork<T, X> work) {
        return new Unprovable<>(slot, work, Form.TRANSACTION);
    }

    static <T, X extends Exception> UnitOfWork<T, X> oneStatement(int slot, SlotWork<T, X> work) {
        return new Unprovable<>(slot, work, Form.ONE_STATEMENT);
    }

    /** @param slots of one bucket */
    static <T, X extends Exception> UnitOfWork<List<T>, X> oneRead(Set<Integer> slots, SlotsWork<T, X> work) {
        return new Unprovable<>(slots.iterator().next(), handle -> work.run(handle, slots), Form.ONE_READ);
    }

    static <T, X extends Exception> UnitOfWork<T, X> provable(int slot, ProvableWork<T, X> work) {
        return new Provable<>(slot, work);
    }

    /** Work that declares no proof. */
    record Unprovable<T, X extends Exception>(int slot, SlotWork<T, X> work, Form form) implements UnitOfWork<T, X> {
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
    record Provable<T, X extends Exception>(int slot, ProvableWork<T, X> work) implements UnitOfWork<T, X> {
        @Override
        public Form form() {
            return Form.TRANSACTION;
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
