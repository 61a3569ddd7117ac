package dev.tessera.e2e.move;

import dev.tessera.migrations.Changelogs;
import dev.tessera.ops.move.BucketSelection;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Cluster;
import dev.tessera.ops.move.phases.Milestones;
import dev.tessera.ops.move.phases.MoveOptions;
import dev.tessera.ops.move.run.MoveLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.shardconfig.ClusterConfig;
import dev.tessera.shardconfig.ClusterConfigFile;
import dev.tessera.shardconfig.ShardName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A mover in a process of its own, that dies or is stopped at a given milestone, and says which ones it has passed. */
final class MoverProcess implements AutoCloseable {
    static final Duration LEASE = Duration.ofSeconds(2);

    private static final String PASSED = "passed ";
    private static final String REACHED = "reached ";

    private final Process process;
    private final BufferedReader lines;

    private MoverProcess(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Folder of the cluster, bucket, target, milestone; what to do there: {@code halt}, {@code stop} or {@code nothing}. */
    public static void main(String[] arguments) throws InterruptedException {
        ClusterConfig config = ClusterConfigFile.read(Path.of(arguments[0]));
        Milestones milestones = point -> at(point, arguments[3], arguments[4]);
        try (Cluster cluster = new Cluster(config, config.operator().credentials(), Changelogs.shipped())) {
            BucketSelection bucket = BucketSelection.parse(arguments[1], config.bucketCount());
            MovePlan plan = new MovePlanner(cluster, true, true).plan(bucket, new ShardName(arguments[2]));
            plan.problems().forEach(System.out::println);
            Mover mover = new Mover(cluster, options(), milestones, "a mover's process", MoveWatch.none());
            List<Move> moves = mover.open(plan, CutoverMode.AUTO);
            for (MoveOutcome outcome : mover.run(moves, new MoveLimits(4, 4))) {
                System.out.println(outcome);
            }
        }
    }

    static MoveOptions options() {
        return MoveOptions.defaults().withLease(LEASE).withDiskUnchecked().withoutWaitingForReplicas();
    }

    private static void at(String point, String wanted, String act) {
        System.out.println(PASSED + point);
        if (!point.equals(wanted)) {
            return;
        }
        System.out.println(REACHED + point);
        System.out.flush();
        switch (act) {
            case "halt" -> Runtime.getRuntime().halt(137);
            case "stop" -> signal(ProcessHandle.current().pid(), "STOP");
            default -> {
                // only told
            }
        }
    }

    static MoverProcess start(Path cluster, int bucket, String target, String milestone, String act) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                MoverProcess.class.getName(),
                cluster.toString(),
                Integer.toString(bucket),
                target,
                milestone,
                act);
        try {
            return new MoverProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it has reached the milestone, with true, or has ended without, with false. */
    boolean awaitMilestone() {
        return read().reached();
    }

    /** Returns what it passed when it has ended. */
    List<String> awaitEnd() {
        List<String> passed = new ArrayList<>();
        Reading reading = read();
        while (reading.reached()) {
            passed.addAll(reading.passed());
            reading = read();
        }
        passed.addAll(reading.passed());
        return passed;
    }

    void resume() {
        signal(process.pid(), "CONT");
    }

    private record Reading(boolean reached, List<String> passed) {}

    private Reading read() {
        List<String> passed = new ArrayList<>();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(REACHED)) {
                    return new Reading(true, passed);
                }
                if (line.startsWith(PASSED)) {
                    passed.add(line.substring(PASSED.length()));
                } else {
                    System.out.println("mover: " + line);
                }
            }
            return new Reading(false, passed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void signal(long pid, String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
