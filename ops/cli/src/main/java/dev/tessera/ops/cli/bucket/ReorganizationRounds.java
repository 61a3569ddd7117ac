package dev.tessera.ops.cli.bucket;

import dev.tessera.ops.move.split.SlotWeights;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.reshape.Reshape;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rounds of several reorganizations side by side, and what they are about. Not thread-safe. */
final class ReorganizationRounds {
    private final List<List<Reshape>> all = new ArrayList<>();
    private final SortedMap<BucketId, List<BucketId>> becomes = new TreeMap<>();
    private final SortedMap<BucketId, SlotWeights> counted = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param whole all slots
     * @param children what it is in the end
     */
    void add(BucketId whole, List<BucketId> children, List<List<Reshape>> rounds) {
        for (int round = 0; round < rounds.size(); round++) {
            if (all.size() == round) {
                all.add(new ArrayList<>());
            }
            all.get(round).addAll(rounds.get(round));
        }
        becomes.put(whole, children);
    }

    void counted(BucketId whole, SlotWeights weights) {
        counted.put(whole, weights);
    }

    void note(String line) {
        notes.add(line);
    }

    List<List<Reshape>> all() {
        return all;
    }

    /** By all slots that were one range. */
    SortedMap<BucketId, List<BucketId>> becomes() {
        return becomes;
    }

    /** What the slots of a bucket hold, where that was counted. */
    SortedMap<BucketId, SlotWeights> counted() {
        return counted;
    }

    List<String> notes() {
        return notes;
    }
}
