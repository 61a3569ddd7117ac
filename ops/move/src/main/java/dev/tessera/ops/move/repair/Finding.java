package dev.tessera.ops.move.repair;

import java.util.Optional;

/**
 * One rule that is broken.
 *
 * @param rule a short name that stays the same, for programs: {@code two-homes}
 * @param text what is wrong, with names
 * @param repair what would put it right; empty when a person must decide
 */
public record Finding(String rule, String text, Optional<Repair> repair) {
    static Finding of(String rule, String text, Repair repair) {
        return new Finding(rule, text, Optional.of(repair));
    }

    static Finding forPeople(String rule, String text) {
        return new Finding(rule, text, Optional.empty());
    }
}
