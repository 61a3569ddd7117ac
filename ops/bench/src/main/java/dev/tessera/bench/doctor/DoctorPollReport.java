package dev.tessera.bench.doctor;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.bench.soak.cluster.SoakClusterSize;
import dev.tessera.bench.soak.cluster.SoakServers;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks doctor while everything is healthy, and writes down what it said. {@code ops/bench/doctor-poll} calls it. */
@Command(
        name = "ops/bench/doctor-poll",
        mixinStandardHelpOptions = true,
        description =
                "Runs `shardctl doctor` and `shardctl move list --json` over and over beside moves, reverses, aborts, drains, plans"
                        + " and completions that nobody disturbs, on a loaded system of its own. Exit code 1 when either finds anything.")
public final class DoctorPollReport implements Callable<Integer> {
    @Option(
            names = "--minutes",
            defaultValue = "15",
            description = "A round that is begun by then is ended. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(names = "--clients", defaultValue = "4", description = "Of the workload. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--comments",
            defaultValue = "6000",
            description = "That each of six buckets begins with. Default: ${DEFAULT-VALUE}.")
    private int comments;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private DoctorPollReport() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new DoctorPollReport())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (minutes < 0 || clients < 1 || comments < 1) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--minutes isn't negative, --clients and --comments at least 1");
        }
        Path logs = Files.createDirectories(reports.resolveSibling("target").resolve("doctor-poll"));
        try (SoakServers servers = SoakServers.start();
                SoakCluster cluster = SoakCluster.on(servers.all(), new SoakClusterSize(1, 1, comments, 6, 0), logs)) {
            Machine machine = Machine.of(cluster.directory().version());
            Console.say("%s", machine);
            WorkloadOptions options =
                    cluster.workload().withClients(clients).withPauseBetweenActs(Duration.ofMillis(60));
            try (Workload workload = Workload.start(options)) {
                Polled polled = poll(cluster, logs);
                workload.stop();
                ReportFile.write(
                        reports,
                        "doctor-poll",
                        DoctorPollText.of(machine, ReportFile.commandLine(command), load(), polled));
                Console.say(
                        "%d polls, %d said something",
                        polled.doctors() + polled.lists(), polled.said().size());
                return polled.said().isEmpty() && polled.failed().isEmpty() ? 0 : 1;
            }
        }
    }

    private Polled poll(SoakCluster cluster, Path logs) throws InterruptedException {
        Instant begun = Instant.now();
        Instant until = begun.plus(Duration.ofMinutes(minutes));
        Poller poller = Poller.start(cluster.operators());
        HealthyRound round = new HealthyRound(cluster, poller, logs);
        int rounds = 0;
        try (poller) {
            do {
                round.run(++rounds);
            } while (Instant.now().isBefore(until));
        }
        return new Polled(
                rounds,
                round.commands(),
                poller.doctors(),
                poller.lists(),
                Duration.between(begun, Instant.now()),
                poller.said(),
                round.failed());
    }

    private String load() {
        return clients + " clients of the checked workload on an app, an agent, 16 buckets, six of them with "
                + comments + " comments to begin with, a directory and three shards";
    }
}
