package dev.tessera.bench.soak;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import dev.tessera.bench.soak.audit.Divergence;
import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.bench.soak.cluster.SoakClusterSize;
import dev.tessera.bench.soak.cluster.SoakServers;
import dev.tessera.bench.soak.plan.SoakPlan;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Soaks a system and writes down what it has shown. {@code ops/bench/soak} calls it. Exit code 1 when anything differs. */
@Command(
        name = "ops/bench/soak",
        mixinStandardHelpOptions = true,
        description =
                "Moves buckets to and fro on a system of its own while its processes are killed and stopped, its network is cut and"
                        + " its schema changes, all drawn from a seed, under a load whose every acknowledged write is known. Exit code 1 when anything differs.")
public final class SoakReport implements Callable<Integer> {
    private static final int DIFFERS = 1;
    private static final int LONGEST = 24 * 60;

    @Option(
            names = "--minutes",
            defaultValue = "10",
            description =
                    "Duration of the load; cleanup and audits between the rounds are not included. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--seed",
            description = "Of the acts: the same again makes the same plan. Default: drawn by the clock.")
    private @Nullable Long seed;

    @Option(names = "--plan", description = "Only print the plan.")
    private boolean planOnly;

    @Option(names = "--clients", defaultValue = "6", description = "Of the workload. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--pause",
            defaultValue = "60",
            description = "Milliseconds that a client rests between two acts. Default: ${DEFAULT-VALUE}.")
    private int pause;

    @Option(
            names = "--comments",
            defaultValue = "6000",
            description = "That each of six buckets begins with. Default: ${DEFAULT-VALUE}.")
    private int comments;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private SoakReport() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SoakReport()).setOverwrittenOptionsAllowed(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        long drawn = seed == null ? System.currentTimeMillis() % 1_000_000 : seed;
        SoakPlan plan = SoakPlan.of(drawn, Duration.ofMinutes(minutes));
        if (planOnly) {
            plan.acts().forEach(act -> command.commandLine().getOut().println(act));
            command.commandLine().getOut().flush();
            return 0;
        }
        Path logs = Files.createDirectories(reports.resolveSibling("target").resolve("soak-" + drawn));
        Console.say(
                "seed %d, %d rounds, %d acts; logs in %s",
                drawn, plan.rounds().size(), plan.acts().count(), logs);
        return soak(plan, logs);
    }

    private int soak(SoakPlan plan, Path logs) throws IOException, InterruptedException {
        SoakClusterSize size = new SoakClusterSize(2, 2, comments, 6, plan.migrations());
        try (SoakServers servers = SoakServers.start();
                SoakCluster cluster = SoakCluster.on(servers.all(), size, logs)) {
            Machine machine = Machine.of(cluster.directory().version());
            Console.say("%s", machine);
            WorkloadOptions options =
                    cluster.workload().withClients(clients).withPauseBetweenActs(Duration.ofMillis(pause));
            try (Workload workload = Workload.start(options)) {
                SoakResult result = new Soak(plan, cluster, workload, logs).run();
                String replay = "ops/bench/soak --minutes " + minutes + " --seed " + plan.seed();
                ReportFile.write(
                        reports,
                        "soak",
                        "-" + plan.seed(),
                        SoakReportText.of(machine, replay + others(), load(size), result));
                ReportFile.writeLog(reports, "soak", "-" + plan.seed(), SoakReportText.log(result));
                return tell(result.divergences(), replay);
            }
        }
    }

    private static int tell(List<Divergence> divergences, String replay) {
        if (divergences.isEmpty()) {
            Console.say("nothing differs");
            return 0;
        }
        divergences.stream().limit(20).forEach(divergence -> Console.say("%s", divergence));
        Console.say("%d divergences; the same acts again: %s", divergences.size(), replay);
        return DIFFERS;
    }

    /** What was said of the load, where it wasn't the usual. */
    private String others() {
        return command.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> List.of("--clients", "--pause", "--comments").contains(option.longestName()))
                .map(option -> " " + option.longestName() + " " + option.getValue())
                .reduce("", String::concat);
    }

    private String load(SoakClusterSize size) {
        return clients + " clients of the checked workload and 2 readers on " + size.apps()
                + " app instances, each client resting " + pause + " ms between two acts; " + SoakCluster.BUCKETS
                + " buckets, six of them with " + comments + " comments to begin with; " + size.agents()
                + " agents; a directory and three shards";
    }

    private void check() {
        if (minutes < 1 || minutes > LONGEST || clients < 1 || pause < 0 || comments < 1) {
            throw new CommandLine.ParameterException(
                    command.commandLine(),
                    "--minutes is 1 to " + LONGEST + ", --clients and --comments at least 1, --pause not negative");
        }
    }
}
