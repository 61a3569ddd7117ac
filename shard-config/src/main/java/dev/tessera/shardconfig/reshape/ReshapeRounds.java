package dev.tessera.shardconfig.reshape;

import dev.tessera.shardconfig.BucketId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Parts a reorganization of more buckets than are possible at once into rounds, each of which needs the one before. */
public final class ReshapeRounds {
    private ReshapeRounds() {}

    /**
     * Of splits: in each round every bucket that is still too large becomes up to four.
     *
     * @param children what the bucket shall be in the end, adjacent, in the order of slots, at least two
     */
    public static List<List<Reshape>> split(BucketId parent, List<BucketId> children) {
        List<List<Reshape>> rounds = new ArrayList<>();
        split(parent, children, 0, rounds);
        return rounds;
    }

    private static void split(BucketId parent, List<BucketId> children, int round, List<List<Reshape>> rounds) {
        if (children.size() < 2) {
            return;
        }
        if (rounds.size() == round) {
            rounds.add(new ArrayList<>());
        }
        List<List<BucketId>> parts = parts(children);
        List<BucketId> next = parts.stream().map(Reshape::cover).toList();
        rounds.get(round).add(new Reshape(new TreeSet<>(List.of(parent)), new TreeSet<>(next)));
        for (int i = 0; i < parts.size(); i++) {
            split(next.get(i), parts.get(i), round + 1, rounds);
        }
    }

    /**
     * Of a merge: in each round up to four neighbours become one.
     *
     * @param parents adjacent, in the order of slots, at least two
     */
    public static List<List<Reshape>> merge(List<BucketId> parents) {
        List<List<Reshape>> rounds = new ArrayList<>();
        List<BucketId> left = parents;
        while (left.size() > 1) {
            List<Reshape> round = new ArrayList<>();
            List<BucketId> next = new ArrayList<>();
            for (List<BucketId> part : groups(left)) {
                BucketId whole = Reshape.cover(part);
                next.add(whole);
                if (part.size() > 1) {
                    round.add(new Reshape(new TreeSet<>(part), new TreeSet<>(List.of(whole))));
                }
            }
            rounds.add(round);
            left = next;
        }
        return rounds;
    }

    /** Up to four parts of about equal numbers. */
    private static List<List<BucketId>> parts(List<BucketId> children) {
        int count = Math.min(Reshape.MOST, children.size());
        List<List<BucketId>> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(children.subList(i * children.size() / count, (i + 1) * children.size() / count));
        }
        return parts;
    }

    private static List<List<BucketId>> groups(List<BucketId> buckets) {
        List<List<BucketId>> groups = new ArrayList<>();
        for (int from = 0; from < buckets.size(); from += Reshape.MOST) {
            groups.add(buckets.subList(from, Math.min(buckets.size(), from + Reshape.MOST)));
        }
        return groups;
    }
}
