package dev.tessera.bench.soak.actions;

import dev.tessera.bench.soak.plan.Verb;
import java.util.ArrayList;
import java.util.List;

/** The arguments of {@code shardctl} for a move of the soak. */
final class MoveWords {
    private MoveWords() {}

    static List<String> of(Verb verb, long moveId, List<String> options) {
        List<String> words = new ArrayList<>(List.of("move", verb.toString(), Long.toString(moveId)));
        words.addAll(options);
        switch (verb) {
            case RESUME, REVERSE -> words.add("--disk-unchecked");
            case COMPLETE -> words.add("--now");
            default -> {
                // nothing
            }
        }
        return words;
    }
}
