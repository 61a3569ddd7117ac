package dev.tessera.bench.soak.plan;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One action. */
public sealed interface SoakAction {
    /** For counting: {@code kill -9 mysqld}. */
    String kind();

    /**
     * Moves buckets.
     *
     * @param count the first so many buckets of the candidates that aren't being moved already, and don't live on the target
     * @param candidates slots
     * @param options of {@code shardctl move}
     */
    record MoveBuckets(int count, List<Integer> candidates, Place target, List<String> options) implements SoakAction {
        public MoveBuckets {
            candidates = List.copyOf(candidates);
            options = List.copyOf(options);
        }

        @Override
        public String kind() {
            return "move";
        }

        @Override
        public String toString() {
            String some = candidates.stream().map(String::valueOf).collect(Collectors.joining(","));
            return "move " + count + " of " + some + " --to " + target + words(options);
        }
    }

    /**
     * Splits the bucket of a slot, or merges it with the neighbours behind it that live on its shard.
     *
     * @param count how many buckets it becomes, or become one, at most
     * @param options of {@code shardctl bucket}
     */
    record ReorganizeBuckets(boolean split, int slot, int count, List<String> options) implements SoakAction {
        public ReorganizeBuckets {
            options = List.copyOf(options);
        }

        @Override
        public String kind() {
            return split ? "split" : "merge";
        }

        @Override
        public String toString() {
            return (split
                            ? "split the bucket of slot " + slot + " --into " + count
                            : "merge " + count + " from slot " + slot)
                    + words(options);
        }
    }

    /**
     * Asks something of one of the moves that it can be asked of.
     *
     * @param pick which, counted round and round
     */
    record AskOfMove(Verb verb, int pick, List<String> options) implements SoakAction {
        public AskOfMove {
            options = List.copyOf(options);
        }

        @Override
        public String kind() {
            return verb.toString();
        }

        @Override
        public String toString() {
            return verb + " a move, pick " + pick + words(options);
        }
    }

    /** Changes every bucket's tables: the next release brings a column or an index more. */
    record Migrate() implements SoakAction {
        @Override
        public String kind() {
            return "migrate";
        }

        @Override
        public String toString() {
            return "migrate to the next release";
        }
    }

    /**
     * Injects a fault and removes it.
     *
     * @param length until it is removed; without meaning for a mover that is killed
     */
    record Strike(FaultKind faultKind, FaultTargetKind targetKind, FaultMoment moment, Duration length)
            implements SoakAction {
        @Override
        public String kind() {
            return faultKind + " " + targetKind.kind();
        }

        @Override
        public String toString() {
            boolean forGood = faultKind == FaultKind.KILL && targetKind instanceof FaultTargetKind.MoverTarget;
            return faultKind + " " + targetKind
                    + (forGood ? "" : String.format(Locale.ROOT, " for %.1f s", length.toMillis() / 1e3)) + moment;
        }
    }

    private static String words(List<String> options) {
        return options.isEmpty() ? "" : " " + String.join(" ", options);
    }
}
