package dev.tessera.bench.throttle;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.move.throttle.ThrottleMetric;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what the traffic pays for moves, and writes it down. {@code ops/bench/throttle} calls it. */
@Command(
        name = "ops/bench/throttle",
        mixinStandardHelpOptions = true,
        description = "Moves buckets beside a load that uses half of the machine, with the throttle and without,"
                + " and measures what its requests pay. On servers and apps of its own.")
public final class ThrottleReport implements Callable<Integer> {
    private static final Duration AT_FIRST = Duration.ofMillis(50);

    @Option(names = "--rounds", defaultValue = "6", description = "Of each pace a stretch. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "20", description = "Of a stretch. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--busy",
            defaultValue = "50",
            description = "Percent of the machine that the load uses by itself. Default: ${DEFAULT-VALUE}.")
    private int busy;

    @Option(
            names = "--bytes-per-second",
            defaultValue = "2MiB",
            description = "Limit of a throttled move. Default: ${DEFAULT-VALUE}.")
    private String bytesPerSecond = "2MiB";

    @Option(names = "--clients", defaultValue = "16", description = "Of the workload. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--comments",
            defaultValue = "30000",
            description = "That each bucket of the first shard begins with. Default: ${DEFAULT-VALUE}.")
    private int comments;

    @Option(names = "--warmup", defaultValue = "60", description = "Seconds of load before. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(
            names = "--looks",
            defaultValue = "10",
            description =
                    "For the clients' pace before a round, at most, of five seconds each. Default: ${DEFAULT-VALUE}.")
    private int looks;

    @Option(names = "--apps", defaultValue = "2", description = "Instances. Default: ${DEFAULT-VALUE}.")
    private int apps;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private ThrottleReport() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new ThrottleReport())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        ThrottleLimits limits = limits();
        try (BenchCluster cluster = BenchCluster.with(apps, comments)) {
            Machine machine = Machine.of(cluster.shard(BenchCluster.A).version());
            Console.say("%s", machine);
            ReportFile.write(
                    reports,
                    "throttle",
                    ThrottleReportText.of(
                            machine, ReportFile.commandLine(command), load(), typed(), measure(cluster, limits)));
        }
        return 0;
    }

    private ThrottleResult measure(BenchCluster cluster, ThrottleLimits limits) throws InterruptedException {
        WorkloadOptions options = cluster.workload().withClients(clients).withPauseBetweenActs(AT_FIRST);
        try (Workload workload = Workload.start(options)) {
            MovesInARow moves = new MovesInARow(cluster);
            // What the compilers of apps and mover do at first would be counted as the move's.
            stretch(MoveRate.UNTHROTTLED, limits, moves, warmup);
            SteadyLoad load = new SteadyLoad(workload, clients, AT_FIRST);
            List<RatePhase> phases = new ArrayList<>();
            List<MoveRate> order = new ArrayList<>(List.of(MoveRate.values()));
            for (int round = 1; round <= rounds; round++) {
                load.settle(busy / 100.0, looks);
                for (MoveRate pace : order) {
                    phases.add(stretch(pace, limits, moves, seconds));
                    Console.say("round %d of %d, %s: %s", round, rounds, pace, workload.statistics());
                }
                Collections.rotate(order, 1);
            }
            WorkloadReport whole = workload.stop();
            return new ThrottleResult(load.rest(), phases, whole, workload.audit(cluster.auditTarget()));
        }
    }

    private static RatePhase stretch(MoveRate pace, ThrottleLimits throttled, MovesInARow moves, int seconds)
            throws InterruptedException {
        Optional<MovesInARow.Running> running =
                switch (pace) {
                    case STILL -> Optional.empty();
                    case THROTTLED -> Optional.of(moves.begin(throttled));
                    case UNTHROTTLED -> Optional.of(moves.begin(ThrottleLimits.none()));
                };
        Instant from = Instant.now();
        Processors processors = Processors.now();
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        double busy = processors.busy();
        Instant to = Instant.now();
        int ended = running.map(MovesInARow.Running::ended).orElse(0);
        running.ifPresent(MovesInARow.Running::end);
        return new RatePhase(pace, from, to, busy, ended);
    }

    private ThrottleLimits limits() {
        Map<ThrottleMetric, Long> most = new HashMap<>(ThrottleLimits.defaults().most());
        try {
            most.put(
                    ThrottleMetric.BYTES_PER_SECOND,
                    ThrottleMetric.BYTES_PER_SECOND.parse(bytesPerSecond).orElseThrow());
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
        }
        return new ThrottleLimits(most, List.of());
    }

    private String typed() {
        return ThrottleMetric.BYTES_PER_SECOND.option() + " " + bytesPerSecond;
    }

    private String load() {
        return String.format(
                Locale.ROOT,
                "%d clients of the checked workload and 2 readers on %d app instances; %d comments in each of the eight buckets of the first"
                        + " shard to begin with; 16 buckets",
                clients,
                apps,
                comments);
    }

    private void check() {
        if (rounds < 1
                || seconds < 1
                || busy < 1
                || busy > 99
                || clients < 1
                || comments < 1
                || apps < 1
                || warmup < 0
                || looks < 0) {
            throw new CommandLine.ParameterException(
                    command.commandLine(),
                    "one round, second, client, app and comment at least, --busy 1 to 99, and no negative time");
        }
    }
}
