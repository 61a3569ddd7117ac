package dev.tessera.bench.listeners;

import dev.tessera.bench.measure.AppInstance;
import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.workload.Workload;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what listeners cost, and writes it down. {@code ops/bench/listeners} calls it. */
@Command(
        name = "ops/bench/listeners",
        mixinStandardHelpOptions = true,
        description =
                "Listeners of one thread and of many, at two instances, beside other requests: how late they are"
                        + " told, what they cost, and what they lack after an instance was killed. On servers and apps of its own.")
public final class ListenersReport implements Callable<Integer> {
    private static final int CHANGES_PER_SECOND = 4;
    private static final Duration TO_LEARN = Duration.ofSeconds(30);

    @Option(names = "--one", defaultValue = "500", description = "Listeners of one thread. Default: ${DEFAULT-VALUE}.")
    private int one;

    @Option(
            names = "--many",
            defaultValue = "2000",
            description = "Threads with a listener each. Default: ${DEFAULT-VALUE}.")
    private int many;

    @Option(names = "--seconds", defaultValue = "60", description = "Of a stretch. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--warmup", defaultValue = "30", description = "Seconds of load before. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(names = "--clients", defaultValue = "4", description = "Of others. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--pause",
            defaultValue = "40",
            description = "Milliseconds that a client of others rests. Default: ${DEFAULT-VALUE}.")
    private int pause;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private ListenersReport() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new ListenersReport())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (BenchCluster cluster = BenchCluster.with(0, 0)) {
            Machine machine = Machine.of(cluster.shard(BenchCluster.A).version());
            Console.say("%s", machine);
            List<AppInstance> apps = new ArrayList<>();
            try {
                apps.add(AppInstance.start(cluster.folder()));
                apps.add(AppInstance.start(cluster.folder()));
                for (AppInstance app : apps) {
                    app.awaitAnswer();
                }
                ListenersResult result = measure(cluster, apps);
                ReportFile.write(
                        reports,
                        "listeners",
                        ListenersReportText.of(machine, ReportFile.commandLine(command), one, many, result));
                return result.isHeld() ? 0 : 1;
            } finally {
                apps.forEach(AppInstance::close);
            }
        }
    }

    private ListenersResult measure(BenchCluster cluster, List<AppInstance> apps)
            throws IOException, InterruptedException {
        List<URI> bases = apps.stream().map(AppInstance::base).toList();
        ChangeWriter writer = new ChangeWriter(bases);
        try (Workload beside = Workload.start(cluster.workload(bases)
                .withReaders(0)
                .withClients(clients)
                .withPauseBetweenActs(Duration.ofMillis(pause)))) {
            Thread.sleep(Duration.ofSeconds(warmup).toMillis());
            List<ListenerWindow> stretches = new ArrayList<>();
            stretches.add(
                    stretch("nobody listens, one thread changes", cluster, apps, beside, writer, new OneThread(0)));
            OneThread oneThread = new OneThread(one);
            stretches.add(stretch(one + " listen to one thread", cluster, apps, beside, writer, oneThread));
            ManyThreads manyThreads = new ManyThreads(many);
            stretches.add(stretch(many + " listen to a thread each", cluster, apps, beside, writer, manyThreads));
            stretches.add(stretch(
                    "nobody listens, the same threads change", cluster, apps, beside, writer, manyThreads.alone()));
            Killed killed = kill(apps, writer);
            return new ListenersResult(stretches, oneThread.lacking(), manyThreads.lacking(), killed);
        }
    }

    /** Who listens, and what changes. */
    private interface Scene {
        void open(ChangeWriter writer, Fleet fleet) throws IOException, InterruptedException;

        void change(ChangeWriter writer, int number) throws IOException, InterruptedException;

        int changesPerSecond();

        void close(ChangeWriter writer, Fleet fleet);
    }

    private ListenerWindow stretch(
            String name,
            BenchCluster cluster,
            List<AppInstance> apps,
            Workload beside,
            ChangeWriter writer,
            Scene scene)
            throws IOException, InterruptedException {
        try (Fleet fleet = new Fleet(apps.stream().map(AppInstance::base).toList())) {
            scene.open(writer, fleet);
            fleet.awaitConnected();
            write(writer, scene, 5);
            double[] ignored = fleet.takeDelays();
            ListenerWindow.Clock clock = new ListenerWindow.Clock(apps, cluster.shards(), beside);
            write(writer, scene, seconds);
            ListenerWindow stretch = clock.stop(name, fleet.takeDelays());
            scene.close(writer, fleet);
            Console.say("%s: %d delays before, median %.0f ms", name, ignored.length, stretch.medianDelay());
            return stretch;
        }
    }

    private static void write(ChangeWriter writer, Scene scene, int seconds) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        int changes = seconds * scene.changesPerSecond();
        for (int number = 0; number < changes; number++) {
            long due = begun + Duration.ofSeconds(1).toNanos() * number / scene.changesPerSecond();
            long left = due - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
            scene.change(writer, number);
        }
    }

    /** Posts and edits by turns in one thread. */
    private static final class OneThread implements Scene {
        private final int listeners;
        private final List<FleetListener> fleet = new ArrayList<>();
        private String thread = "";
        private long last;
        private long lacking = -1;

        OneThread(int listeners) {
            this.listeners = listeners;
        }

        @Override
        public void open(ChangeWriter writer, Fleet opened) throws IOException, InterruptedException {
            thread = writer.begin(listeners);
            String cursor = writer.cursor(thread);
            for (int number = 0; number < listeners; number++) {
                fleet.add(opened.add(thread, cursor));
            }
        }

        @Override
        public void change(ChangeWriter writer, int number) throws IOException, InterruptedException {
            if (number % 2 == 0) {
                last = writer.post(thread);
            } else {
                writer.edit(thread, last);
            }
        }

        @Override
        public int changesPerSecond() {
            return CHANGES_PER_SECOND;
        }

        @Override
        public void close(ChangeWriter writer, Fleet opened) {
            lacking = ListenersReport.lacking(fleet, writer, thread);
        }

        long lacking() {
            return lacking;
        }
    }

    /** A twentieth of the threads changes, each once in two seconds. */
    private static final class ManyThreads implements Scene {
        private static final int ACTIVE_SHARE = 20;

        private final int threads;
        private final List<String> begun;
        private final List<FleetListener> fleet = new ArrayList<>();
        private final boolean isListenedTo;
        private long lacking = -1;

        ManyThreads(int threads) {
            this(threads, new ArrayList<>(), true);
        }

        private ManyThreads(int threads, List<String> begun, boolean isListenedTo) {
            this.threads = threads;
            this.begun = begun;
            this.isListenedTo = isListenedTo;
        }

        ManyThreads alone() {
            return new ManyThreads(threads, begun, false);
        }

        @Override
        public void open(ChangeWriter writer, Fleet opened) throws IOException, InterruptedException {
            for (int number = begun.size(); number < threads; number++) {
                begun.add(writer.begin(10_000 + number));
            }
            if (isListenedTo) {
                for (String thread : begun) {
                    fleet.add(opened.add(thread, writer.cursor(thread)));
                }
            }
        }

        @Override
        public void change(ChangeWriter writer, int number) throws IOException, InterruptedException {
            writer.post(begun.get(number % active()));
        }

        @Override
        public int changesPerSecond() {
            return Math.max(1, active() / 2);
        }

        private int active() {
            return Math.max(1, threads / ACTIVE_SHARE);
        }

        @Override
        public void close(ChangeWriter writer, Fleet opened) {
            long missing = 0;
            for (int number = 0; number < fleet.size(); number++) {
                missing += ListenersReport.lacking(List.of(fleet.get(number)), writer, begun.get(number));
            }
            lacking = missing;
        }

        long lacking() {
            return lacking;
        }
    }

    private Killed kill(List<AppInstance> apps, ChangeWriter writer) throws IOException, InterruptedException {
        OneThread scene = new OneThread(one);
        try (Fleet fleet = new Fleet(apps.stream().map(AppInstance::base).toList())) {
            scene.open(writer, fleet);
            fleet.awaitConnected();
            write(writer, scene, 3);
            long began = System.nanoTime();
            apps.get(1).daemon().kill();
            // The dead connections are noticed first.
            write(writer, scene, 1);
            Eventually.within(Duration.ofSeconds(60), fleet::isConnected, "all are back");
            Duration back = Duration.ofNanos(System.nanoTime() - began);
            write(writer, scene, 3);
            scene.close(writer, fleet);
            return new Killed(back, scene.lacking());
        }
    }

    /** Listeners that don't know everything in the end. */
    private static long lacking(List<FleetListener> listeners, ChangeWriter writer, String thread) {
        var written = writer.written(thread);
        long deadline = System.nanoTime() + TO_LEARN.toNanos();
        long lacking = listeners.stream().filter(one -> !one.knows(written)).count();
        while (lacking > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            lacking = listeners.stream().filter(one -> !one.knows(written)).count();
        }
        return lacking;
    }
}
