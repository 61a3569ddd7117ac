package dev.tessera.bench.measure;

/**
 * A goal and what was measured.
 *
 * @param held whether it is reached
 */
public record Goal(String text, String measured, boolean held) {
    @Override
    public String toString() {
        return "| " + text + " | " + measured + " | " + (held ? "held" : "**missed**") + " |";
    }
}
