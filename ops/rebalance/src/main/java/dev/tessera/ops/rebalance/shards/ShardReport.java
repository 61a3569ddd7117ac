package dev.tessera.ops.rebalance.shards;

import java.util.List;

/**
 * The results of a command's checks, as text.
 *
 * @param lines what is there, and what would be done
 * @param notes what may come as a surprise
 * @param problems why it isn't done; each says what would be right
 */
public record ShardReport(List<String> lines, List<String> notes, List<String> problems) {
    public ShardReport {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }
}
