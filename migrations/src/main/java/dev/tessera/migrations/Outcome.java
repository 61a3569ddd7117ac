package dev.tessera.migrations;

/**
 * How a verb ended.
 *
 * @param steps how many acts it took; 0 when there was nothing to do and nothing was changed
 */
public record Outcome(int steps) {
    public boolean changed() {
        return steps > 0;
    }
}
