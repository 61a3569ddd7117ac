package dev.tessera.ops.cli.move;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.render.Count;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What became of moves, for people: each end counted apart, and where each bucket lives that isn't where it was sent. */
public final class MoveOutcomes {
    private MoveOutcomes() {}

    static String line(MoveOutcome outcome) {
        String move = outcome.move().describe();
        return switch (outcome.end()) {
            case THROUGH -> move + " is " + outcome.phase().column();
            case WENT_BACK -> move + " went back: a further move reversed it";
            case ABORTED -> move + " is aborted";
            case HANDED_OVER -> move + " goes on elsewhere: " + message(outcome);
            case STOPPED -> move + " stopped: " + message(outcome);
        };
    }

    /** Returns the exit code: 0 when every bucket lives where it was sent. */
    public static int report(Cluster cluster, List<MoveOutcome> outcomes, PrintWriter out) {
        long through = outcomes.stream().filter(MoveOutcome::isThrough).count();
        print(cluster, outcomes, out);
        out.println(summary(outcomes, through));
        out.flush();
        return through == outcomes.size() ? 0 : Shardctl.FAILED;
    }

    /** A line for each that isn't through. */
    public static void print(Cluster cluster, List<MoveOutcome> outcomes, PrintWriter out) {
        List<MoveOutcome> others =
                outcomes.stream().filter(outcome -> !outcome.isThrough()).toList();
        if (!others.isEmpty()) {
            Map<BucketId, Placement> homes = homes(cluster);
            others.forEach(outcome -> out.println(
                    line(outcome) + "; " + home(homes, outcome.move().bucket())));
        }
    }

    private static String summary(List<MoveOutcome> outcomes, long through) {
        String counted = Count.are(through, outcomes.size(), "move") + " through";
        if (through == outcomes.size()) {
            return counted
                    + "; until `shardctl move complete ID` drops its originals, `shardctl move reverse ID` goes back";
        }
        Map<MoveOutcome.End, Integer> ends = new TreeMap<>();
        outcomes.forEach(outcome -> ends.merge(outcome.end(), 1, Integer::sum));
        StringBuilder text = new StringBuilder(counted);
        ends.forEach((end, number) -> text.append(words(end, number)));
        if (ends.containsKey(MoveOutcome.End.STOPPED)) {
            text.append("; `shardctl move list` shows what stopped, `shardctl move resume ID` continues it,"
                    + " `shardctl move abort ID` aborts it");
        }
        return text.toString();
    }

    private static String words(MoveOutcome.End end, int number) {
        return switch (end) {
            case THROUGH -> "";
            case WENT_BACK -> ", " + number + " went back";
            case ABORTED -> ", " + number + (number == 1 ? " was" : " were") + " aborted";
            case HANDED_OVER -> ", " + number + (number == 1 ? " goes" : " go") + " on elsewhere";
            case STOPPED -> ", " + number + " stopped";
        };
    }

    private static String message(MoveOutcome outcome) {
        return outcome.failure().map(TesseraException::getMessage).orElse("the reason is unknown");
    }

    /** Empty when the directory doesn't answer. */
    private static Map<BucketId, Placement> homes(Cluster cluster) {
        Map<BucketId, Placement> homes = new TreeMap<>();
        try {
            cluster.placements().all().forEach(placement -> homes.put(placement.bucket(), placement));
        } catch (TesseraException theDirectoryIsAway) {
            return Map.of();
        }
        return homes;
    }

    private static String home(Map<BucketId, Placement> homes, BucketId bucket) {
        return Optional.ofNullable(homes.get(bucket))
                .map(placement -> "bucket " + bucket
                        + (placement.state() == PlacementState.CUTOVER ? " is in a cutover from " : " lives on ")
                        + placement.shard())
                .orElse("the directory doesn't say where bucket " + bucket + " lives");
    }
}
