package dev.tessera.model.checker;

import java.util.List;
import java.util.Optional;

/**
 * A protocol to be checked. States are serialized as strings: two states are equal when their strings are equal.
 *
 * @param <S> a state in a form that can be worked with
 */
public interface Protocol<S> {
    S first();

    String write(S state);

    S read(String state);

    /** Everything that can happen next. */
    List<ProtocolStep<S>> next(S state);

    /** What must not be so and is; empty when nothing is wrong. */
    Optional<String> wrong(S state);

    /** Where things should always be able to come to, whatever happened. */
    boolean isGood(S state);

    /**
     * @param name of what happens, for people
     * @param after the state then
     */
    record ProtocolStep<S>(String name, S after) {}
}
