package dev.tessera.ops.cli.move;

import dev.tessera.ops.move.run.ConcurrencyLimits;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many moves run side by side. */
public final class ConcurrencyOptions {
    @Option(names = "--at-once", paramLabel = "N", defaultValue = "4", description = "Parallel moves. Default: 4.")
    private int atOnce;

    @Option(
            names = "--per-server",
            paramLabel = "N",
            defaultValue = "2",
            description = "Parallel moves on one server, at most. Default: 2.")
    private int perServer;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public ConcurrencyLimits limits() {
        try {
            return new ConcurrencyLimits(atOnce, perServer);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "shardctl: " + e.getMessage(), e);
        }
    }
}
