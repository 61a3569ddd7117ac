package dev.tessera.bench.soak.audit;

/**
 * A violation of a rule of the soak.
 *
 * @param round in or after which it was found
 * @param rule that it breaks, for people
 */
public record Divergence(int round, String rule, String what) {
    @Override
    public String toString() {
        return "round " + round + ", " + rule + ": " + what;
    }
}
