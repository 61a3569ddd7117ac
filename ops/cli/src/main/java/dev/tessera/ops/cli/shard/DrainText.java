package dev.tessera.ops.cli.shard;

import dev.tessera.ops.cli.move.MovePlanText;
import dev.tessera.ops.cli.render.Count;
import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.rebalance.shards.DrainPlan;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.ShardName;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;

/** A drain for people. */
final class DrainText {
    private DrainText() {}

    static void print(DrainPlan plan, int atOnce, PrintWriter out) {
        if (!plan.begun().isEmpty()) {
            String are = Count.are(plan.begun().size());
            out.println(Count.of(plan.begun().size(), "move") + " away from " + plan.shard() + " " + are + " open and "
                    + are + " gone on with: "
                    + plan.begun().stream().map(Move::moveId).toList());
        }
        MovePlanText.print(plan.plan(), atOnce, out);
        if (plan.moves() > 0 && plan.plan().problems().isEmpty()) {
            TextTable table = new TextTable("shard", ">bytes before", ">after");
            new TreeMap<>(plan.before())
                    .forEach((shard, bytes) -> table.row(
                            shard.value(),
                            new DataSize(bytes).readable(),
                            new DataSize(plan.after().getOrDefault(shard, bytes)).readable()));
            table.print(out);
        }
    }

    static void left(ShardName shard, SortedSet<BucketId> left, List<Move> moves, PrintWriter out) {
        if (!left.isEmpty()) {
            out.println(Count.of(left.size(), "bucket") + (left.size() == 1 ? " still lives on " : " still live on ")
                    + shard + ", slots " + BucketSelection.text(left)
                    + "; `shardctl move list` says why; run the drain again");
            return;
        }
        List<Long> frozen = moves.stream()
                .filter(move -> move.source().equals(shard) && !move.phase().isTerminal())
                .map(Move::moveId)
                .toList();
        out.println("no bucket lives on " + shard + " any more, and none comes");
        out.println(
                frozen.isEmpty()
                        ? "`shardctl shard remove " + shard + "` takes it out of the cluster"
                        : "the originals of " + Count.of(frozen.size(), "move")
                                + " stand frozen there until `shardctl move complete ID`, " + frozen
                                + "; then `shardctl shard remove " + shard + "`");
    }
}
