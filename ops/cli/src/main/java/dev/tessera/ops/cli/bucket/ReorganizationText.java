package dev.tessera.ops.cli.bucket;

import dev.tessera.ops.cli.render.Count;
import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.PlannedReorganization;
import dev.tessera.ops.move.run.ReorganizationPlan;
import dev.tessera.ops.move.split.SlotWeights;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.reshape.Reshape;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Splits and merges for people. */
final class ReorganizationText {
    /** Of a RENAME, for each table, in milliseconds. */
    private static final double RENAME_MILLIS = 2.6;

    private ReorganizationText() {}

    /**
     * The dry run.
     *
     * @param first the plans of the first round
     */
    static void print(ReorganizationRounds rounds, List<ReorganizationPlan> first, Cluster cluster, PrintWriter out) {
        children(rounds, bytesBySlot(first), out);
        rounds.notes().forEach(out::println);
        if (first.stream().allMatch(plan -> plan.reorganization().isPresent())) {
            effort(rounds, first, cluster, out);
        }
        first.stream()
                .flatMap(plan -> plan.warnings().stream())
                .distinct()
                .forEach(warning -> out.println("note: " + warning));
        first.stream()
                .flatMap(plan -> plan.reorganization().stream())
                .flatMap(planned -> planned.uncompared().stream())
                .forEach(move -> out.println("note: what move " + move
                        + " left is compared first: a bucket that isn't compared whole isn't reorganized"));
        printProblems(first, out);
        out.flush();
    }

    /** Returns whether there are any. */
    static boolean printProblems(List<ReorganizationPlan> plans, PrintWriter out) {
        List<String> problems = plans.stream()
                .flatMap(plan -> plan.problems().stream())
                .distinct()
                .toList();
        problems.forEach(problem -> out.println("refused: " + problem));
        out.flush();
        return !problems.isEmpty();
    }

    private static void children(
            ReorganizationRounds rounds, SortedMap<BucketId, Double> bytesBySlot, PrintWriter out) {
        TextTable table = new TextTable(">of", ">becomes", ">slots", ">rows", ">size");
        rounds.becomes()
                .forEach((whole, children) -> children.forEach(child -> table.row(
                        whole.name(),
                        child.name(),
                        Integer.toString(child.slotCount()),
                        rows(rounds, whole, child),
                        bytes(rounds, bytesBySlot, whole, child))));
        table.print(out);
    }

    private static String rows(ReorganizationRounds rounds, BucketId whole, BucketId child) {
        SlotWeights counted = rounds.counted().get(whole);
        return counted == null ? "-" : Long.toString(counted.rows(child));
    }

    private static String bytes(
            ReorganizationRounds rounds, SortedMap<BucketId, Double> bytesBySlot, BucketId whole, BucketId child) {
        SlotWeights counted = rounds.counted().get(whole);
        if (counted != null) {
            return new DataSize(counted.bytes(child)).readable();
        }
        double bytes = 0;
        for (Map.Entry<BucketId, Double> parent : bytesBySlot.entrySet()) {
            int first = Math.max(parent.getKey().firstSlot(), child.firstSlot());
            int last = Math.min(parent.getKey().lastSlot(), child.lastSlot());
            bytes += Math.max(0, last - first + 1) * parent.getValue();
        }
        return "about " + new DataSize((long) bytes).readable();
    }

    /** Of the buckets of the first round, bytes divided by slots. */
    private static SortedMap<BucketId, Double> bytesBySlot(List<ReorganizationPlan> first) {
        SortedMap<BucketId, Double> bytes = new TreeMap<>();
        first.stream()
                .flatMap(plan -> plan.reorganization().stream())
                .forEach(planned -> bytes.put(
                        planned.whole(),
                        (double) planned.bytes() / planned.whole().slotCount()));
        return bytes;
    }

    private static void effort(
            ReorganizationRounds rounds, List<ReorganizationPlan> first, Cluster cluster, PrintWriter out) {
        SortedMap<ShardName, Long> written = new TreeMap<>();
        first.stream()
                .flatMap(plan -> plan.reorganization().stream())
                .forEach(planned -> written.merge(planned.shard(), planned.bytes(), Long::sum));
        int count = rounds.all().size();
        out.println(Count.of(rounds.all().stream().mapToInt(List::size).sum(), "reorganization") + " in "
                + Count.of(count, "round") + "; each round writes its buckets once more, where they are");
        written.forEach(
                (shard, bytes) -> out.println("disk of " + shard + " at its peak: " + readable(2 * bytes * count)
                        + " more, of which " + readable(bytes * count) + " are binlog and " + readable(bytes * count)
                        + " are there until `shardctl move complete` drops the parents"));
        out.println("pause of each bucket: about " + pause(rounds, first, cluster)
                + " of an idle server, for two RENAMEs of all tables");
    }

    private static String readable(long bytes) {
        return new DataSize(bytes).readable();
    }

    private static String pause(ReorganizationRounds rounds, List<ReorganizationPlan> first, Cluster cluster) {
        PlannedReorganization any = first.get(0).reorganization().orElseThrow();
        int tables = cluster.tables()
                .names(any.reshape().parents().first(), any.schemaVersion())
                .size();
        double longest = rounds.all().stream()
                .flatMap(List::stream)
                .mapToInt(ReorganizationText::buckets)
                .max()
                .orElse(0);
        return Math.round(longest * tables * RENAME_MILLIS) + " ms";
    }

    private static int buckets(Reshape reshape) {
        return reshape.parents().size() + reshape.children().size();
    }

    /** What there is to do afterwards. */
    static String end(List<MoveOutcome> outcomes) {
        long through = outcomes.stream().filter(MoveOutcome::isThrough).count();
        String counted = Count.are(through, outcomes.size(), "reorganization") + " through";
        if (through < outcomes.size()) {
            return counted + "; `shardctl move list` shows what stopped, `shardctl move resume ID` continues it,"
                    + " `shardctl move abort ID` aborts it; then say the same again for what is left";
        }
        return counted + "; "
                + outcomes.stream()
                        .map(MoveOutcome::move)
                        .map(Move::moveId)
                        .map(id -> "`shardctl move complete " + id + "`")
                        .collect(Collectors.joining(", "))
                + " drops the parents' tables";
    }
}
