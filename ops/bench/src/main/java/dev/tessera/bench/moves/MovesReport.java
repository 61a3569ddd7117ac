package dev.tessera.bench.moves;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what clients wait while buckets move, and writes it down. {@code ops/bench/moves} calls it. */
@Command(
        name = "ops/bench/moves",
        mixinStandardHelpOptions = true,
        description = "Moves buckets under load and measures what clients wait, on servers and apps of its own.")
public final class MovesReport implements Callable<Integer> {
    private static final int IDLE_PAIRS = 15;

    @Option(names = "--moves", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
    private int moves;

    @Option(names = "--clients", defaultValue = "16", description = "Of the workload. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--pause",
            defaultValue = "20",
            description = "Milliseconds that a client rests between two acts. Default: ${DEFAULT-VALUE}.")
    private int pause;

    @Option(
            names = "--comments",
            defaultValue = "6000",
            description = "That each bucket of the first shard begins with. Default: ${DEFAULT-VALUE}.")
    private int comments;

    @Option(names = "--warmup", defaultValue = "20", description = "Seconds of load before. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(names = "--apps", defaultValue = "2", description = "Instances. Default: ${DEFAULT-VALUE}.")
    private int apps;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private MovesReport() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new MovesReport())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        try (BenchCluster cluster = BenchCluster.with(apps, comments)) {
            Machine machine = Machine.of(cluster.shard(BenchCluster.A).version());
            Console.say("%s", machine);
            MovesResult result = measure(cluster);
            ReportFile.write(reports, "moves", text(machine, result));
        }
        return 0;
    }

    private MovesResult measure(BenchCluster cluster) throws InterruptedException {
        IdleRenames renames = new IdleRenames(cluster);
        List<Duration> idle = new ArrayList<>(renames.measure(IDLE_PAIRS));
        WorkloadOptions options =
                cluster.workload().withClients(clients).withPauseBetweenActs(Duration.ofMillis(pause));
        try (Workload workload = Workload.start(options)) {
            Thread.sleep(Duration.ofSeconds(warmup).toMillis());
            List<MovedBucket> moved = move(cluster, workload);
            WorkloadReport load = workload.stop();
            Console.say("%s", load);
            idle.addAll(renames.measure(IDLE_PAIRS));
            return new MovesResult(moved, idle, load, workload.audit(cluster.auditTarget()));
        }
    }

    /** Every bucket of the first shard in turn, there and back. */
    private List<MovedBucket> move(BenchCluster cluster, Workload workload) throws InterruptedException {
        List<BucketId> buckets = cluster.bucketsOn(BenchCluster.A);
        Moves mover = new Moves(cluster);
        List<MovedBucket> moved = new ArrayList<>();
        for (int i = 0; i < moves; i++) {
            MovedBucket one = mover.move(buckets.get(i % buckets.size()));
            moved.add(one);
            Console.say(
                    "move %d of %d: bucket %s in %d ms, section %d ms; %s",
                    i + 1,
                    moves,
                    one.moved().bucket(),
                    one.moved().length().toMillis(),
                    one.section().whole().toMillis(),
                    workload.statistics());
        }
        return moved;
    }

    private String text(Machine machine, MovesResult result) {
        String load = String.format(
                Locale.ROOT,
                "%d clients of the checked workload on %d app instances, each client resting %d ms between two acts; %d comments in each"
                        + " bucket of the first shard to begin with; 16 buckets",
                clients,
                apps,
                pause,
                comments);
        return MovesReportText.of(machine, ReportFile.commandLine(command), load, result);
    }

    private void check() {
        if (moves < 1 || clients < 1 || pause < 0 || comments < 1 || warmup < 0 || apps < 1) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "one move, client, app and comment at least, and no negative time");
        }
    }
}
