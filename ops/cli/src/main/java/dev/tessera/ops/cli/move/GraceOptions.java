package dev.tessera.ops.cli.move;

import dev.tessera.ops.move.cluster.MoveOptions;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long after their switch moves aren't completed. */
public final class GraceOptions {
    private static final Duration LONGEST = Duration.ofDays(365);

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            description = "Time after the switch before `move complete` drops originals: 90s, 15m, 24h or 7d. "
                    + "Default: 60s.")
    private @Nullable String grace;

    public MoveOptions in(MoveOptions options) {
        return grace == null ? options : options.withGrace(read(grace));
    }

    private Duration read(String text) {
        try {
            Duration read = Duration.parse((text.endsWith("d") ? "P" : "PT") + text);
            if (!read.isNegative() && read.compareTo(LONGEST) <= 0) {
                return read;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        throw new ParameterException(
                spec.commandLine(),
                "shardctl: --grace is a time such as 90s, 15m, 24h or 7d, a year at most; not " + text);
    }
}
