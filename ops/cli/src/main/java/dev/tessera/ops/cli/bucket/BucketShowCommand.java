package dev.tessera.ops.cli.bucket;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.placement.Placement;
import java.io.PrintWriter;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl bucket show}. */
@Command(
        name = "show",
        description =
                "Shows one bucket: where the directory places it, on which servers live tables stand, and its open move. "
                        + "Exit code 1 when they disagree.",
        mixinStandardHelpOptions = true)
final class BucketShowCommand implements Callable<Integer> {
    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Parameters(paramLabel = "SLOT|BUCKET", description = "A slot that it holds (1088), or its name (00000_01023).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String bucket;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open()) {
            SlotLocation location = new SlotLocator(cluster).locate(one(cluster));
            if (json) {
                out.println(SlotLocationText.json(location));
            } else {
                SlotLocationText.print(location, out);
            }
            out.flush();
            return location.problems().isEmpty() ? 0 : Shardctl.FAILED;
        }
    }

    private BucketId one(Cluster cluster) {
        List<BucketId> live =
                cluster.placements().all().stream().map(Placement::bucket).toList();
        SortedSet<BucketId> named = selected(live);
        if (named.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(), "'" + bucket + "' are " + named.size() + " buckets; name one: " + named);
        }
        return named.first();
    }

    private SortedSet<BucketId> selected(List<BucketId> live) {
        try {
            return BucketSelection.parse(bucket, live).buckets();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
