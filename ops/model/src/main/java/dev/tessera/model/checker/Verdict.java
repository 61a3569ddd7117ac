package dev.tessera.model.checker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of a check.
 *
 * @param states all that can be reached, or as many as were looked at until something was found
 * @param steps between them
 * @param depth of the longest of the shortest ways to them
 * @param violation what was found first; empty when the protocol holds
 */
public record Verdict(int states, long steps, int depth, Duration took, Optional<Violation> violation) {
    /**
     * @param what is wrong
     * @param trace the shortest way there, step by step
     */
    public record Violation(String what, List<String> trace) {
        @Override
        public String toString() {
            return what + ":\n  " + String.join("\n  ", trace);
        }
    }

    @Override
    public String toString() {
        return String.format("%,d states, %,d steps, depth %d, %.1f s", states, steps, depth, took.toMillis() / 1000.0)
                + violation.map(found -> "\n" + found).orElse(": holds");
    }
}
