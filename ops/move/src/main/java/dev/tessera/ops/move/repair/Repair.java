package dev.tessera.ops.move.repair;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What puts a finding right. */
public sealed interface Repair {
    /** For people: what will be done. */
    String describe();

    /** Whether it is done only when a person asks for it by name. */
    default boolean isAskedFor() {
        return false;
    }

    /**
     * The same repairs, in the order of their execution: all placements together, at the position of the first. Otherwise a router that adopts
     * one correction would adopt the other wrong placements with it.
     */
    static List<Repair> together(Collection<Repair> repairs) {
        List<Repair> together = new ArrayList<>();
        NavigableMap<BucketId, ShardName> homes = new TreeMap<>();
        int place = 0;
        // It says of every bucket where it lives.
        Optional<? extends Repair> cover = repairs.stream()
                .filter(repair -> repair instanceof PublishCover)
                .findFirst();
        for (Repair repair : repairs) {
            if (repair instanceof CorrectPlacements correct && cover.isEmpty()) {
                place = homes.isEmpty() ? together.size() : place;
                homes.putAll(correct.homes());
            } else if (!(repair instanceof CorrectPlacements)) {
                together.add(repair);
            }
        }
        if (!homes.isEmpty()) {
            together.add(place, new CorrectPlacements(homes));
        }
        return together;
    }

    /** Finishes or undoes a cutover at which nobody works. */
    record RecoverCutover(long moveId, String move) implements Repair {
        static RecoverCutover of(Move move) {
            return new RecoverCutover(move.moveId(), move.describe());
        }

        @Override
        public String describe() {
            return "finish or undo the cutover of " + move + ", as the servers show";
        }
    }

    /** Has the directory say what is live, of all these buckets at once. */
    record CorrectPlacements(NavigableMap<BucketId, ShardName> homes) implements Repair {
        public CorrectPlacements {
            homes = Collections.unmodifiableNavigableMap(new TreeMap<>(homes));
        }

        static CorrectPlacements of(BucketId bucket, ShardName home) {
            return new CorrectPlacements(new TreeMap<>(Collections.singletonMap(bucket, home)));
        }

        /** The buckets of each shard. */
        NavigableMap<ShardName, List<BucketId>> byHome() {
            return homes.keySet().stream()
                    .collect(Collectors.groupingBy(homes::get, TreeMap::new, Collectors.toList()));
        }

        @Override
        public String describe() {
            return byHome().entrySet().stream()
                    .map(home -> phrase(home.getValue()) + " on " + home.getKey())
                    .collect(Collectors.joining(", ", "publish ", ""));
        }

        private static String phrase(List<BucketId> buckets) {
            String names = buckets.stream().map(BucketId::name).collect(Collectors.joining(", "));
            return buckets.size() == 1 ? "that bucket " + names + " lives" : "that buckets " + names + " live";
        }
    }

    /** Has the directory publish other buckets than it does: all of them, each slot once. */
    record PublishCover(NavigableMap<BucketId, ShardName> homes, List<BucketId> instead) implements Repair {
        public PublishCover {
            homes = Collections.unmodifiableNavigableMap(new TreeMap<>(homes));
            instead = List.copyOf(instead);
        }

        @Override
        public String describe() {
            return "publish every slot where it lives, in " + homes.size() + " buckets; no longer are "
                    + instead.stream().map(BucketId::name).collect(Collectors.joining(", "));
        }
    }

    /** Ends a cutover that no move knows of. */
    record EndCutover(BucketId bucket) implements Repair {
        @Override
        public String describe() {
            return "publish that bucket " + bucket + " is not in a cutover";
        }
    }

    /** Renames live tables away from a server where the bucket doesn't live. */
    record RenameAway(BucketId bucket, ShardName shard) implements Repair {
        @Override
        public String describe() {
            return "rename the tables of bucket " + bucket + " on " + shard + " away, into a schema of their own";
        }
    }

    /** Drops a schema that is left of a move that is over. */
    record DropLeftover(ShardName shard, String schema) implements Repair {
        @Override
        public boolean isAskedFor() {
            return true;
        }

        @Override
        public String describe() {
            return "look at schema " + schema + " on " + shard + " again, and drop it if nothing needs it";
        }
    }

    /** Compares an unknown server with the rest, fences what lives elsewhere, and accepts it. */
    record Reconcile(ShardName shard) implements Repair {
        @Override
        public String describe() {
            return "compare the server of " + shard
                    + " with the other shards, rename away tables of buckets that live elsewhere, accept it";
        }
    }
}
