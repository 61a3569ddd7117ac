package dev.tessera.migrations.plan;

import java.util.List;

/**
 * The result of a command.
 *
 * @param steps how many acts it took; 0 when there was nothing to do and nothing was changed
 * @param heldBack buckets that were left as they are, and why; run again later, it takes them up
 */
public record MigrationOutcome(int steps, List<String> heldBack) {
    public MigrationOutcome {
        heldBack = List.copyOf(heldBack);
    }

    public MigrationOutcome(int steps) {
        this(steps, List.of());
    }

    public boolean changed() {
        return steps > 0;
    }
}
