package dev.tessera.ops.cli.bucket;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.InvalidKeyException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that looks one key up. */
abstract class OneKeyCommand implements Callable<Integer> {
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

    /** @throws IllegalArgumentException when what was given is no key, saying why */
    abstract Key key();

    @Override
    public final Integer call() {
        Key key = parsed();
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open()) {
            SlotLocation location = new SlotLocator(cluster).locate(key.slot());
            if (json) {
                out.println(SlotLocationText.json(location).put(key.kind(), key.text()));
            } else {
                SlotLocationText.line(out, key.kind(), key.text());
                SlotLocationText.print(location, out);
            }
            out.flush();
            return location.problems().isEmpty() ? 0 : Shardctl.FAILED;
        }
    }

    private Key parsed() {
        try {
            return key();
        } catch (InvalidKeyException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
