package dev.tessera.ops.cli.bucket;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.reshape.Reshape;
import dev.tessera.shardconfig.reshape.ReshapeRounds;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code shardctl bucket merge}. */
@Command(
        name = "merge",
        description =
                "Merges neighbouring buckets of one shard where they are, while they are used. Without --execute it "
                        + "shows the plan and changes nothing. Its parts are seen, tuned, paused, resumed and aborted like moves, "
                        + "by `shardctl move`.",
        mixinStandardHelpOptions = true)
final class BucketMergeCommand extends ReorganizationCommand {
    @Parameters(
            arity = "1..*",
            paramLabel = "SLOTS",
            description =
                    "Each makes one bucket of all that hold these slots: 0-1023. More than 4 take several rounds.")
    private List<String> groups = List.of();

    @Override
    ReorganizationRounds rounds(Cluster cluster, PrintWriter out) {
        ReorganizationRounds rounds = new ReorganizationRounds();
        for (String group : groups) {
            SortedSet<BucketId> buckets = selected(cluster, group);
            if (buckets.size() < 2) {
                throw new IllegalArgumentException(
                        group + " means " + buckets + ": a merge takes two neighbours or more");
            }
            BucketId whole = Reshape.cover(buckets);
            rounds.add(whole, List.of(whole), ReshapeRounds.merge(List.copyOf(buckets)));
        }
        return rounds;
    }
}
