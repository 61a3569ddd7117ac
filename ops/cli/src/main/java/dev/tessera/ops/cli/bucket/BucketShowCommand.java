package dev.tessera.ops.cli.bucket;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.placement.Placement;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code shardctl bucket show}. */
@Command(
        name = "show",
        description =
                "Shows one bucket: where the directory places it, on which servers live tables stand, and its open move. "
                        + "Exit code 1 when they disagree.",
        mixinStandardHelpOptions = true)
final class BucketShowCommand extends LocationCommand {
    @Parameters(paramLabel = "SLOT|BUCKET", description = "A slot that it holds (1088), or its name (00000_01023).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String bucket;

    @Override
    SlotLocation locate(Cluster cluster, Optional<Key> key) {
        List<BucketId> live =
                cluster.placements().all().stream().map(Placement::bucket).toList();
        return new SlotLocator(cluster).locate(valid(() -> one(live)));
    }

    private BucketId one(List<BucketId> live) {
        SortedSet<BucketId> named = BucketSelection.parse(bucket, live).buckets();
        if (named.size() != 1) {
            throw new IllegalArgumentException("'" + bucket + "' are " + named.size() + " buckets; name one: " + named);
        }
        return named.first();
    }
}
