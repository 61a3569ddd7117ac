package dev.tessera.ops.cli.bucket;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.split.KeyShare;
import dev.tessera.ops.move.split.SlotWeightReader;
import dev.tessera.ops.move.split.SlotWeights;
import dev.tessera.ops.move.split.SplitCuts;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InvalidKeyException;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardingKey;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.ThreadKey;
import dev.tessera.shardconfig.UserHandle;
import dev.tessera.shardconfig.reshape.ReshapeRounds;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shardctl bucket split}. */
@Command(
        name = "split",
        description =
                "Splits buckets where they are, while they are used. Without --execute it shows the plan and changes "
                        + "nothing. Its parts are seen, tuned, paused, resumed and aborted like moves, by `shardctl move`.",
        mixinStandardHelpOptions = true)
final class BucketSplitCommand extends ReorganizationCommand {
    /** A child that is farther from its share than this is explained. */
    private static final double UNEVEN = 0.05;

    @Parameters(
            arity = "0..1",
            paramLabel = "SLOTS",
            description = "The buckets that hold these slots, for example 17, or 3,5,9-12; or a bucket by its name, "
                    + "00000_01023. Not with --isolate.")
    private @Nullable String slots;

    @Option(
            names = "--into",
            paramLabel = "N",
            defaultValue = "2",
            description = "Into how many buckets, even in slots. More than 4 take several rounds. Default: 2.")
    private int into;

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "SLOT",
            description = "The first slots of the new buckets, but for the first of them.")
    private List<Integer> at = List.of();

    @Option(
            names = "--by-bytes",
            description = "Cuts where the parts have about the same bytes. Counts all rows first, at half speed.")
    private boolean byBytes;

    @Option(
            names = "--isolate",
            paramLabel = "KEY",
            description =
                    "Gives the slot of one key a bucket of its own: handle:ALICE, or 'thread:blog.example.com /page'.")
    private @Nullable String isolate;

    @Override
    ReorganizationRounds rounds(Cluster cluster, PrintWriter out) {
        if (isolate != null) {
            return isolating(cluster, isolate);
        }
        if (slots == null) {
            throw new IllegalArgumentException("say which slots, or --isolate which key");
        }
        ReorganizationRounds rounds = new ReorganizationRounds();
        SortedSet<BucketId> buckets = selected(cluster, slots);
        if (!at.isEmpty() && buckets.size() > 1) {
            throw new IllegalArgumentException("--at is for one bucket; " + slots + " means " + buckets);
        }
        for (BucketId bucket : buckets) {
            List<BucketId> children = children(cluster, bucket, rounds, out);
            rounds.add(bucket, children, ReshapeRounds.split(bucket, children));
        }
        return rounds;
    }

    private List<BucketId> children(Cluster cluster, BucketId bucket, ReorganizationRounds rounds, PrintWriter out) {
        if (!at.isEmpty()) {
            return SplitCuts.at(bucket, new TreeSet<>(at));
        }
        if (!byBytes) {
            return SplitCuts.even(bucket, into);
        }
        List<BucketId> even = SplitCuts.even(bucket, into);
        SlotWeights weights = weights(cluster, bucket, out);
        if (weights.bytes(bucket) == 0) {
            rounds.note("bucket " + bucket + " is empty: it is cut evenly in slots");
            return even;
        }
        rounds.counted(bucket, weights);
        List<BucketId> children = SplitCuts.byBytes(bucket, into, weights);
        explainUneven(bucket, children, weights, rounds);
        return children;
    }

    private static SlotWeights weights(Cluster cluster, BucketId bucket, PrintWriter out) {
        ShardName shard = home(cluster, bucket);
        int version;
        try (SqlSession session = cluster.server(shard).open()) {
            version = new BucketRegistry(session).schemaVersion(bucket);
        }
        long[] toldAt = {System.nanoTime()};
        return new SlotWeightReader(cluster, rows -> {
                    if (System.nanoTime() - toldAt[0] > 2_000_000_000L) {
                        toldAt[0] = System.nanoTime();
                        out.println("  counting bucket " + bucket + ": " + rows + " rows so far");
                        out.flush();
                    }
                })
                .read(bucket, shard, version);
    }

    /** A slot is never split: one that is heavy makes its bucket so. */
    private static void explainUneven(
            BucketId bucket, List<BucketId> children, SlotWeights weights, ReorganizationRounds rounds) {
        double share = (double) weights.bytes(bucket) / children.size();
        for (BucketId child : children) {
            if (Math.abs(weights.bytes(child) - share) > UNEVEN * share) {
                int heaviest = weights.heaviest(bucket);
                rounds.note(String.format(
                        Locale.ROOT,
                        "bucket %s would have %.1f %% of the bytes, not %.1f: slot %d alone has %.1f, and a slot is never split",
                        child,
                        100.0 * weights.bytes(child) / weights.bytes(bucket),
                        100.0 / children.size(),
                        heaviest,
                        100.0 * weights.bytes(heaviest) / weights.bytes(bucket)));
            }
        }
    }

    private static ReorganizationRounds isolating(Cluster cluster, String text) {
        ShardingKey key = key(text);
        int slot = SlotFunction.slotOf(key);
        BucketId bucket = selected(cluster, Integer.toString(slot)).first();
        ReorganizationRounds rounds = new ReorganizationRounds();
        List<BucketId> children = SplitCuts.around(bucket, slot);
        rounds.add(bucket, children, ReshapeRounds.split(bucket, children));
        rounds.note(text + ": "
                + KeyShare.count(cluster, key, bucket, home(cluster, bucket)).describe());
        return rounds;
    }

    private static ShardName home(Cluster cluster, BucketId bucket) {
        return cluster.placements().find(bucket).orElseThrow().shard();
    }

    private static ShardingKey key(String text) {
        try {
            if (text.startsWith("handle:")) {
                return UserHandle.of(text.substring("handle:".length()));
            }
            int space = text.indexOf(' ');
            if (text.startsWith("thread:") && space > 0) {
                return ThreadKey.of(text.substring("thread:".length(), space), text.substring(space + 1));
            }
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no key: handle:ALICE is one, and 'thread:blog.example.com /page'");
    }
}
