package dev.tessera.quickstart;

import dev.tessera.migrations.ClusterInit;
import dev.tessera.migrations.ClusterMigrate;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.MigrationOutcome;
import dev.tessera.migrations.plan.Progress;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import dev.tessera.shardconfig.redaction.Redaction;
import dev.tessera.testbed.MySqlSources;
import dev.tessera.testbed.server.MySqlProvider;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the whole of Tessera on this machine and stops all of it when told to. {@code ops/quickstart/run} calls it. */
@Command(
        name = "ops/quickstart/run",
        description = "Starts the whole of Tessera on this machine. Ctrl-C stops it; the data stay.")
public final class Quickstart implements Callable<Integer> {
    private static final long MEBIBYTES_PER_SERVER = 400;
    private static final String SAMPLE_LOADED = "sample-loaded";

    private final PrintStream out;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean stopping;
    /** By Ctrl-C or SIGTERM. */
    private volatile boolean interrupted;

    @Mixin
    private QuickstartOptions options = new QuickstartOptions();

    Quickstart(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        Quickstart quickstart = new Quickstart(System.out);
        int code = new CommandLine(quickstart)
                .setExecutionExceptionHandler((failure, command, parsed) -> quickstart.explain(failure))
                .execute(arguments);
        System.exit(code);
    }

    @Override
    public Integer call() throws Exception {
        options.check();
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(stopped), "quickstart-stop"));
        try {
            start();
            // Until Ctrl-C or SIGTERM.
            stopped.await();
            return 0;
        } catch (Exception failure) {
            stop(stopped);
            throw failure;
        }
    }

    private void start() throws Exception {
        long begun = System.nanoTime();
        QuickstartFolder folder = keep(QuickstartFolder.open(options.home));
        if (options.reset) {
            folder.reset();
            print("forgot the data of earlier runs");
        }
        folder.secret("operator");
        folder.secret("app");
        ClusterConfig config = ClusterConfigFile.read(options.cluster);
        Map<String, Integer> servers = Servers.ports(config, options.shards);
        StartConditions.requireFree(portUsers(servers));
        StartConditions.requireDisk(options.home, MEBIBYTES_PER_SERVER * servers.size());
        startServers(folder, config, servers);
        makeCluster(config);
        keep(AgentProcess.start(options.cluster, folder.log("agent")));
        startApps(folder);
        loadSample(folder);
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        new Hints(out, options).print(new ApiClient(options.appPort(0)), servers, seconds);
    }

    private Map<Integer, String> portUsers(Map<String, Integer> servers) {
        Map<Integer, String> users = new TreeMap<>();
        servers.forEach((name, port) -> users.put(port, "MySQL of " + name));
        for (int instance = 0; instance < options.apps; instance++) {
            int port = options.appPort(instance);
            users.put(port, "the app");
            users.put(port + 1, "the app's admin port");
        }
        return users;
    }

    private void startServers(QuickstartFolder folder, ClusterConfig config, Map<String, Integer> servers) {
        print("looking for MySQL (fetched once where there is none)");
        MySqlProvider provider = MySqlSources.detect();
        servers.forEach((name, port) -> {
            Servers.admit(config.operator().credentials(), keep(Servers.start(provider, folder, name, port)));
            print("MySQL of " + name + " on 127.0.0.1:" + port);
        });
    }

    private void makeCluster(ClusterConfig config) {
        Changelogs changelogs = Changelogs.shipped();
        Progress progress = new PlainProgress(out);
        MigrationOutcome made = new ClusterInit(
                        config, config.operator().credentials(), config.app().credentials(), changelogs, progress)
                .run();
        MigrationOutcome migrated =
                new ClusterMigrate(config, config.operator().credentials(), changelogs, progress).run();
        print(
                made.changed() || migrated.changed()
                        ? config.buckets().count() + " buckets on "
                                + config.shards().size() + " shards are ready"
                        : "the cluster of an earlier run is there");
    }

    private void startApps(QuickstartFolder folder) {
        List<AppProcess> apps = new ArrayList<>();
        for (int instance = 0; instance < options.apps; instance++) {
            int port = options.appPort(instance);
            apps.add(keep(AppProcess.start(
                    options.cluster, port, folder.data("snapshot-" + port), folder.log("app-" + port))));
        }
        apps.forEach(AppProcess::awaitReady);
        print(apps.size() == 1 ? "the app is ready" : apps.size() + " apps are ready");
    }

    private void loadSample(QuickstartFolder folder) throws InterruptedException {
        if (options.noSample || folder.isMarked(SAMPLE_LOADED)) {
            return;
        }
        print("sample data: " + new SampleData(new ApiClient(options.appPort(0))).load());
        folder.mark(SAMPLE_LOADED);
    }

    /** What was started while everything was being stopped is stopped as well. */
    private <T extends AutoCloseable> T keep(T process) {
        synchronized (started) {
            if (!stopping) {
                started.push(process);
                return process;
            }
        }
        close(process);
        throw new QuickstartException("stopped while it started");
    }

    private void interrupt(CountDownLatch stopped) {
        interrupted = true;
        stop(stopped);
    }

    /** In the opposite order of their start: apps, servers, the folder's lock. */
    private void stop(CountDownLatch stopped) {
        synchronized (started) {
            stopping = true;
            if (started.stream().anyMatch(process -> !(process instanceof QuickstartFolder))) {
                print("stopping");
            }
            while (!started.isEmpty()) {
                close(started.pop());
            }
        }
        stopped.countDown();
    }

    private void close(AutoCloseable process) {
        try {
            process.close();
        } catch (Exception failure) {
            print("could not stop cleanly: " + failure.getMessage());
        }
    }

    private void print(String line) {
        out.println("quickstart: " + line);
        out.flush();
    }

    /** What fails because everything is being stopped is not worth a word. */
    private int explain(Exception failure) {
        if (interrupted) {
            return 1;
        }
        if (failure instanceof TesseraException) {
            System.err.println("quickstart: " + failure.getMessage());
            return 2;
        }
        Redaction.copy(failure).printStackTrace();
        return 1;
    }
}
