package dev.tessera.ops.cli.repair;

import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.repair.Agent;
import dev.tessera.ops.rebalance.sampling.RegularSampling;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shardctl agent}. */
@Command(
        name = "agent",
        description =
                "Repairs by itself what a dead mover, a failover or a restored directory left behind, and keeps the originals"
                        + " of moves up to date, so that they can be reversed. Runs until it is stopped; any number may run.",
        mixinStandardHelpOptions = true)
public final class AgentCommand implements Callable<Integer> {
    /** More often tells nothing more, and fills the directory. */
    private static final int LEAST_MINUTES = 10;

    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Mixin
    private MoverOptions choice = new MoverOptions();

    @Option(
            names = "--examine-every",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Seconds between two surveys of the whole cluster. Default: 5.")
    private int seconds;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "4",
            description = "Number of parallel reverse replications; more take turns. 0: none. Default: 4.")
    private int streams;

    @Option(
            names = "--sample-every",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "Minutes between two samples of the sizes and writes of all buckets, taken by one of the "
                    + "agents; 10 at least, 0: never. Default: 60.")
    private int minutes;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (minutes != 0 && minutes < LEAST_MINUTES) {
            throw new ParameterException(
                    spec.commandLine(), "--sample-every is " + minutes + "; it must be 10 or more, or 0 for never");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open();
                RegularSampling sampling = sampling(cluster, out)) {
            report(out, "looking after cluster " + cluster.config().name());
            new Agent(
                            new MoverContext(
                                    cluster, choice.options(), Milestones.none(), "agent " + MoverOptions.who()),
                            Duration.ofSeconds(Math.max(1, seconds)),
                            Math.max(0, streams),
                            text -> report(out, text))
                    .run();
            return 0;
        }
    }

    private RegularSampling sampling(Cluster cluster, PrintWriter out) {
        return minutes == 0
                ? RegularSampling.none()
                : RegularSampling.start(
                        cluster, Duration.ofMinutes(minutes), "agent " + MoverOptions.who(), text -> report(out, text));
    }

    private static synchronized void report(PrintWriter out, String text) {
        out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + text);
        out.flush();
    }
}
