package dev.tessera.ops.cli.bucket;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.InvalidKeyException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that says where something is. */
abstract class LocationCommand implements Callable<Integer> {
    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /**
     * A key in its canonical form.
     *
     * @param kind {@code handle}
     */
    record Key(String kind, String text, int slot) {}

    /**
     * The key that was given, read before any server is asked; empty when a bucket was named.
     *
     * @throws IllegalArgumentException when it is no key, saying why
     */
    Optional<Key> key() {
        return Optional.empty();
    }

    abstract SlotLocation locate(Cluster cluster, Optional<Key> key);

    @Override
    public final Integer call() {
        Optional<Key> key = valid(this::key);
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open()) {
            SlotLocation location = locate(cluster, key);
            if (json) {
                out.println(SlotLocationText.json(location, key));
            } else {
                key.ifPresent(given -> SlotLocationText.line(out, given.kind(), given.text()));
                SlotLocationText.print(location, out);
            }
            out.flush();
            return location.problems().isEmpty() ? 0 : Shardctl.FAILED;
        }
    }

    /** What was given, or the refusal of it with exit code 2. */
    final <T> T valid(Supplier<T> given) {
        try {
            return given.get();
        } catch (InvalidKeyException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
