package dev.tessera.ops.move.throttle;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a probe found.
 *
 * @param where for people: {@code shard-a}
 * @param measured in the limit's unit; empty when there is nothing to be said: it couldn't be measured, or too little happened
 * @param failure why it couldn't be measured
 */
public record Reading(Limit limit, String where, OptionalLong measured, Optional<String> failure) {
    static Reading of(Limit limit, String where, long measured) {
        return new Reading(limit, where, OptionalLong.of(measured), Optional.empty());
    }

    static Reading quiet(Limit limit, String where) {
        return new Reading(limit, where, OptionalLong.empty(), Optional.empty());
    }

    static Reading failed(Limit limit, String where, String failure) {
        return new Reading(limit, where, OptionalLong.empty(), Optional.of(failure));
    }

    /** {@code threads running on shard-a}. */
    public String what() {
        return limit.of(where);
    }

    /** For people: the value, or why there is none. */
    public String text() {
        return failure.map(why -> "can't be measured: " + why)
                .orElseGet(() -> measured.isPresent() ? limit.text(measured.getAsLong()) : "too little to tell");
    }
}
