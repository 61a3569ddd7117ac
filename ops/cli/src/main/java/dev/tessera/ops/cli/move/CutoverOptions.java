package dev.tessera.ops.cli.move;

import dev.tessera.ops.move.journal.CutoverMode;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who says when buckets are taken over. */
public final class CutoverOptions {
    @Option(
            names = "--cutover",
            paramLabel = "auto|manual",
            defaultValue = "auto",
            description = "manual: keeps the copies up to date until `shardctl move cutover ID`. Default: auto.")
    private String cutover = "auto";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public CutoverMode mode() {
        return switch (cutover.toLowerCase(Locale.ROOT)) {
            case "auto" -> CutoverMode.AUTO;
            case "manual" -> CutoverMode.MANUAL;
            default ->
                throw new ParameterException(
                        spec.commandLine(), "shardctl: --cutover is auto or manual, not " + cutover);
        };
    }
}
