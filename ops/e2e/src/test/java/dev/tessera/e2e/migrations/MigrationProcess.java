package dev.tessera.e2e.migrations;

import dev.tessera.migrations.ClusterInit;
import dev.tessera.migrations.ClusterMigrate;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.Progress;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import dev.tessera.testbed.TestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** init or migrate in a process of its own, that can be killed. */
final class MigrationProcess {
    private MigrationProcess() {}

    /** Verb, folder of the cluster, folder of further changelogs. */
    public static void main(String[] arguments) {
        ClusterConfig config = ClusterConfigFile.read(Path.of(arguments[1]));
        Changelogs changelogs = Changelogs.shippedAnd(Path.of(arguments[2]));
        Progress progress = report -> System.out.println(report.done() + " of " + report.total());
        if (arguments[0].equals("init")) {
            new ClusterInit(
                            config,
                            config.operator().credentials(),
                            config.app().credentials(),
                            changelogs,
                            progress)
                    .run();
        } else {
            new ClusterMigrate(config, config.operator().credentials(), changelogs, progress).run();
        }
    }

    /**
     * Runs the verb and kills it -9 some microseconds after its n-th report.
     *
     * @return true when it was killed, false when it came to its end before
     */
    static boolean killed(String verb, TestCluster cluster, Path changelogs, int afterReports, int microseconds) {
        try {
            Process process = start(verb, cluster, changelogs);
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (int i = 0; i < afterReports; i++) {
                    if (lines.readLine() == null) {
                        return endedWell(process);
                    }
                }
                LockSupport.parkNanos(microseconds * 1_000L);
                process.destroyForcibly();
                return process.waitFor() == 137;
            } finally {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean endedWell(Process process) throws InterruptedException {
        if (process.waitFor() != 0) {
            throw new AssertionError("the process failed by itself: its errors are in this test's output");
        }
        return false;
    }

    private static Process start(String verb, TestCluster cluster, Path changelogs) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MigrationProcess.class.getName(),
                verb,
                cluster.clusterDirectory().toString(),
                changelogs.toString());
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
