package dev.tessera.bench.soak.cluster;

import dev.tessera.bench.measure.AppInstance;
import dev.tessera.bench.measure.Daemon;
import dev.tessera.bench.measure.Jvm;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.process.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** An instance of the app that is started again until it answers, as a service manager would. */
final class App implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final String name;
    private final AppInstance instance;

    private App(String name, AppInstance instance) {
        this.name = name;
        this.instance = instance;
    }

    static App start(String name, Path cluster, Path logs) throws IOException {
        String settings = "snapshot_file: " + cluster.resolve("snapshot") + "\n";
        return new App(
                name,
                AppInstance.start(
                        cluster, logs.resolve(name + ".log"), settings, Jvm.command(Jvm.classPath(), Operators.SMALL)));
    }

    void awaitAnswer() {
        Eventually.within(
                TIMEOUT,
                this::answers,
                () -> name + " answers: " + instance.daemon().log());
    }

    private boolean answers() {
        Daemon daemon = instance.daemon();
        daemon.restart();
        return !FreePorts.isFree(base().getPort());
    }

    URI base() {
        return instance.base();
    }

    FaultTarget faultTarget() {
        return new ProcessFaultTarget(name, Reach.ofApp(name), instance.daemon(), this::awaitAnswer);
    }

    @Override
    public void close() {
        instance.close();
    }
}
