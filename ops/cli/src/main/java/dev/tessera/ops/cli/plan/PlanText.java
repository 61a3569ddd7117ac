package dev.tessera.ops.cli.plan;

import dev.tessera.ops.cli.move.MovePlanText;
import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.planning.placement.PlacementPlan;
import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.ops.planning.placement.ShardOutcome;
import dev.tessera.ops.planning.placement.Wave;
import dev.tessera.ops.rebalance.plan.CopyRate;
import dev.tessera.ops.rebalance.plan.PlanMaker;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.move.MovePhase;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A plan for the whole cluster, for people. */
final class PlanText {
    private static final int BAR = 24;
    private static final int MANY = 40;

    private final PlanMaker.Made made;
    private final PlacementPlan plan;
    private final SplitPlanText splits;
    private final CopyRate rate;
    private final ClusterConfig config;
    private final ConcurrencyLimits limits;

    /** @param moves of the past, for how fast they were */
    PlanText(PlanMaker.Made made, ClusterConfig config, ConcurrencyLimits limits, List<Move> moves) {
        this.made = made;
        this.plan = made.plan().placement();
        this.rate = CopyRate.of(moves.stream()
                .filter(move -> move.phase() == MovePhase.SWITCHED || move.phase() == MovePhase.DONE)
                .toList());
        this.splits = new SplitPlanText(made.plan().splits(), config, rate);
        this.config = config;
        this.limits = limits;
    }

    void print(PrintWriter out) {
        out.println("to " + made.saved().asked() + ", from sizes measured now:");
        bars(out);
        plan.limits().forEach(limit -> out.println("note: " + limit));
        made.plan().limits().forEach(limit -> out.println("note: " + limit));
        made.notes().forEach(note -> out.println("note: " + note));
        splits.print(out);
        if (plan.waves().isEmpty()) {
            out.println("nothing needs to be moved" + (made.plan().isEmpty() ? "" : " after that"));
            return;
        }
        for (int wave = 0; wave < plan.waves().size(); wave++) {
            wave(wave, plan.waves().get(wave), out);
        }
        totals(out);
        disks(out);
    }

    private void bars(PrintWriter out) {
        long most = plan.shards().stream()
                .mapToLong(
                        shard -> Math.max(shard.before().bytes(), shard.after().bytes()))
                .max()
                .orElse(0);
        TextTable table = new TextTable("shard", ">before", "", ">after", "", "");
        for (ShardOutcome shard : plan.shards()) {
            table.row(
                    shard.shard().name().value(),
                    new DataSize(shard.before().bytes()).readable(),
                    bar(shard.before().bytes(), most),
                    new DataSize(shard.after().bytes()).readable(),
                    bar(shard.after().bytes(), most),
                    remark(shard));
        }
        table.print(out);
    }

    private static String bar(long bytes, long most) {
        int length = most == 0 ? 0 : (int) Math.round((double) BAR * bytes / most);
        return "#".repeat(length) + ".".repeat(BAR - length);
    }

    private static String remark(ShardOutcome shard) {
        if (shard.shard().role() != Role.BALANCED) {
            return shard.shard().role() == Role.EMPTIED ? "emptied" : "paused, left as it is";
        }
        return shard.isBalanced()
                ? ""
                : "not within " + new DataSize(shard.least()).readable() + " to "
                        + new DataSize(shard.most()).readable() + ", and no better way was found";
    }

    private void wave(int number, Wave wave, PrintWriter out) {
        if (plan.waves().size() > 1) {
            out.println("wave " + (number + 1) + " of " + plan.waves().size()
                    + (number == 0 ? "" : ", when the moves before are completed, which makes room") + ":");
        }
        if (wave.moves().size() <= MANY) {
            TextTable table = new TextTable(">bucket", "from", "to", ">size");
            wave.moves()
                    .forEach(move -> table.row(
                            move.bucket().name(),
                            move.from().value(),
                            move.to().value(),
                            new DataSize(move.bytes()).readable()));
            table.print(out);
            return;
        }
        SortedMap<String, TreeSet<BucketId>> ways = new TreeMap<>();
        wave.moves().forEach(move -> ways.computeIfAbsent(move.from() + " to " + move.to(), none -> new TreeSet<>())
                .add(move.bucket()));
        ways.forEach((way, buckets) ->
                out.println(way + ": " + buckets.size() + " buckets, slots " + BucketSelection.text(buckets)));
    }

    private void totals(PrintWriter out) {
        long count = plan.moves().count();
        out.println(count + " buckets, " + new DataSize(plan.bytes()).readable() + " to copy; no plan within "
                + made.saved().tolerance() + " moves less than "
                + new DataSize(plan.lowerBound()).readable()
                + (plan.lowerBound() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT, " (%.1f %% more)", 100.0 * plan.bytes() / plan.lowerBound() - 100)));
        out.println("about " + MovePlanText.words(rate.time(plan.moves().toList(), limits)) + ", at "
                + new DataSize(rate.bytesPerSecond()).readable() + "/s a move, " + rate.source() + ", "
                + limits.atOnce() + " at once and " + limits.perServer() + " on a server");
    }

    /** What a target writes beside the tables: its binlog, until it is purged. */
    private void disks(PrintWriter out) {
        SortedMap<ShardName, Long> arriving = new TreeMap<>();
        plan.moves().forEach(move -> arriving.merge(move.to(), move.bytes(), Long::sum));
        arriving.forEach((shard, bytes) -> out.println(shard + ": " + new DataSize(bytes).readable()
                + " of tables arrive, and about as much of binlog" + disk(shard, bytes)));
        SortedMap<ShardName, Long> staying = new TreeMap<>();
        plan.moves().forEach(move -> staying.merge(move.from(), move.bytes(), Long::sum));
        staying.forEach((shard, bytes) -> out.println(
                shard + ": keeps " + new DataSize(bytes).readable() + " of originals until its moves are completed"));
    }

    private String disk(ShardName shard, long arriving) {
        Optional<Long> disk = config.shards().stream()
                .filter(listed -> listed.name().equals(shard))
                .findFirst()
                .flatMap(ShardConfig::diskBytes)
                .map(DataSize::bytes);
        long before = plan.shards().stream()
                        .filter(outcome -> outcome.shard().name().equals(shard))
                        .mapToLong(outcome -> outcome.before().bytes())
                        .sum()
                + splits.arriving(shard);
        return disk.map(bytes -> ", of " + new DataSize(Math.max(0, bytes - before)).readable()
                        + " that the tables leave on its disk"
                        + (before + splits.binlog(shard) + 2 * arriving > bytes ? ": TOO LITTLE" : ""))
                .orElse("; cluster.yml doesn't say how large its disk is");
    }
}
