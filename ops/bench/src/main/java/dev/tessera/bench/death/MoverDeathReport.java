package dev.tessera.bench.death;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Daemon;
import dev.tessera.bench.measure.Jvm;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.ops.cli.Shardctl;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Kills movers behind their fence and writes down what clients felt. {@code ops/bench/mover-death} calls it. */
@Command(
        name = "ops/bench/mover-death",
        mixinStandardHelpOptions = true,
        description = "Kills movers behind their fence under load, beside an agent, on servers and apps of its own."
                + " Exit code 1 when a goal is missed.")
public final class MoverDeathReport implements Callable<Integer> {
    /** As Dropwizard has them, and a quarter of them wait for one bucket at most. */
    private static final int THREADS = 1_024;

    private static final double HOT = 0.5;
    private static final int BUCKETS_FILLED_WITH = 200;

    @Option(names = "--kills", defaultValue = "50", description = "Default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(names = "--clients", defaultValue = "16", description = "Of the workload. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--pause",
            defaultValue = "20",
            description = "Milliseconds that a client rests between two acts. Default: ${DEFAULT-VALUE}.")
    private int pause;

    @Option(names = "--warmup", defaultValue = "20", description = "Seconds of load before. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(names = "--apps", defaultValue = "2", description = "Instances. Default: ${DEFAULT-VALUE}.")
    private int apps;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private MoverDeathReport() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new MoverDeathReport()).setOverwrittenOptionsAllowed(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        try (BenchCluster cluster = BenchCluster.with(apps, BUCKETS_FILLED_WITH);
                Daemon ignored = agent(cluster.folder())) {
            Machine machine = Machine.of(cluster.shard(BenchCluster.A).version());
            Console.say("%s", machine);
            DeathResult result = measure(cluster);
            String text = DeathReportText.of(machine, ReportFile.commandLine(command), described(), result);
            ReportFile.write(reports, "mover-death", text);
            return text.contains("**missed**") ? 1 : 0;
        }
    }

    private static Daemon agent(Path cluster) {
        List<String> words = new ArrayList<>(Jvm.command("-Xmx256m", "-XX:+UseSerialGC"));
        words.addAll(List.of(Shardctl.class.getName(), "agent", "--cluster", cluster.toString()));
        return Daemon.start(words, cluster.resolve("agent.log"));
    }

    private DeathResult measure(BenchCluster cluster) throws IOException, InterruptedException {
        BucketId bucket = cluster.bucketsOn(BenchCluster.A).get(0);
        WorkloadOptions options = cluster.workload()
                .withClients(clients)
                .withHot(Set.of(bucket), HOT)
                .withPauseBetweenActs(Duration.ofMillis(pause));
        try (Workload workload = Workload.start(options)) {
            Thread.sleep(Duration.ofSeconds(warmup).toMillis());
            Instant begun = Instant.now();
            List<Death> deaths = deaths(new Deaths(cluster, bucket), workload);
            WorkloadReport load = workload.stop();
            Console.say("%s", load);
            return new DeathResult(bucket, begun, deaths, load, workload.audit(cluster.auditTarget()));
        }
    }

    private List<Death> deaths(Deaths killer, Workload workload) throws IOException, InterruptedException {
        List<Death> deaths = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            Death death = killer.kill(Deaths.POINTS.get(i % Deaths.POINTS.size()));
            deaths.add(death);
            Console.say(
                    "kill %d of %d at %s: unserved for %d ms, %d of them from the kill on; %s",
                    i + 1,
                    kills,
                    death.point(),
                    death.unserved().toMillis(),
                    death.missed().toMillis(),
                    workload.statistics());
        }
        return deaths;
    }

    private String described() {
        return String.format(
                Locale.ROOT,
                "%d clients of the checked workload on %d app instances, each client resting %d ms between two acts, half of the acts about one"
                        + " bucket. Each app has %,d request threads, %d of which may wait for one bucket: more seats than there are clients",
                clients,
                apps,
                pause,
                THREADS,
                THREADS / 4);
    }

    private void check() {
        if (kills < 1 || clients < 1 || clients > THREADS / 4 || pause < 0 || warmup < 0 || apps < 1) {
            throw new CommandLine.ParameterException(
                    command.commandLine(),
                    "one kill, client and app at least, no negative time, and no more clients than seats: "
                            + THREADS / 4);
        }
    }
}
