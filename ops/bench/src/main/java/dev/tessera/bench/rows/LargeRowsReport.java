package dev.tessera.bench.rows;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import dev.tessera.bench.measure.ReportLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures an agent's memory while large rows pass its streams, and writes it down. {@code ops/bench/large-rows} calls it. */
@Command(
        name = "ops/bench/large-rows",
        mixinStandardHelpOptions = true,
        description =
                "Writes large rows into a bucket with an open reverse replication and into one without, while an agent keeps the ways"
                        + " back of several buckets, and measures the agent's heap. On servers of its own.")
public final class LargeRowsReport implements Callable<Integer> {
    private static final long MIB = 1 << 20;

    @Option(names = "--rows", defaultValue = "200", description = "In all. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(names = "--mib", defaultValue = "16", description = "Size of a row. Default: ${DEFAULT-VALUE}.")
    private int mib;

    @Option(
            names = "--streams",
            defaultValue = "6",
            description = "Open reverse replications, 1 to 8. Default: ${DEFAULT-VALUE}.")
    private int streams;

    @Option(
            names = "--heap",
            defaultValue = "384m",
            description = "Of the agent, as its unit has it. Default: ${DEFAULT-VALUE}.")
    private String heap = "384m";

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private LargeRowsReport() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new LargeRowsReport())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        if (rows < 2 || mib < 1 || mib > 24 || streams < 1 || streams > 8) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "two rows at least, of 1 to 24 MiB, and 1 to 8 streams");
        }
        try (MovedBuckets movedBuckets = MovedBuckets.start(streams)) {
            Machine machine = Machine.of(movedBuckets.version());
            Console.say("%s", machine);
            try (AgentUnderWatch agent = AgentUnderWatch.start(movedBuckets.clusterDirectory(), heap, streams)) {
                movedBuckets.awaitFollowed(Duration.ofMinutes(2));
                long begun = System.nanoTime();
                movedBuckets.write(rows, mib);
                Duration written = Duration.ofNanos(System.nanoTime() - begun);
                List<String> broken = movedBuckets.awaitCaughtUp(Duration.ofMinutes(30), agent::isAlive);
                Duration all = Duration.ofNanos(System.nanoTime() - begun);
                movedBuckets.updateAtOnce(rows, mib);
                long updated = System.nanoTime();
                broken.addAll(movedBuckets.awaitCaughtUp(Duration.ofMinutes(10), agent::isAlive));
                Duration atOnce = Duration.ofNanos(System.nanoTime() - updated);
                List<String> differing = broken.isEmpty() ? movedBuckets.differing() : broken;
                ReportFile.write(
                        reports,
                        "large-rows",
                        text(machine, agent.heap(), agent.isAlive(), written, all, atOnce, differing));
                Console.say("%s", agent.log());
                return differing.isEmpty() && agent.isAlive() ? 0 : 1;
            }
        }
    }

    private String text(
            Machine machine,
            AgentHeap used,
            boolean alive,
            Duration written,
            Duration all,
            Duration atOnce,
            List<String> problems)
            throws IOException {
        double passed = (double) rows * mib * streams;
        ReportLines report = new ReportLines()
                .head(
                        "What an agent holds while large rows pass",
                        List.of(
                                new Goal(
                                        "no reverse replication is broken, all catch up, and the originals are as the live tables",
                                        problems.isEmpty() ? "none differs" : String.join("; ", problems),
                                        problems.isEmpty()),
                                new Goal(
                                        "the agent lives, and its heap is flat: after a collection at the end no larger than before by 32 MiB",
                                        String.format(
                                                Locale.ROOT,
                                                "%s; %d MiB before, %d MiB after",
                                                alive ? "alive" : "dead",
                                                used.before() / MIB,
                                                used.after() / MIB),
                                        alive && used.after() - used.before() < 32 * MIB)),
                        ReportFile.commandLine(command),
                        machine);
        report.line(
                "%d buckets are moved from one server to the other, and an agent (`-Xmx%s -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError`) keeps their reverse replications"
                        + " open, %d at once. Then %d rows of %d MiB are written on the new home, in turn into one of these buckets (as an insert, and every"
                        + " fourth of them as an update, whose event holds the row before and after) and into a bucket that was born there. Each stream reads"
                        + " all of it. At last four of the rows are updated in one transaction. The heap is asked with `jcmd GC.heap_info` twice a second.\n",
                streams, heap, streams, rows, mib);
        report.line("| | |\n|---|---|");
        report.line("| rows written in | %.1f s |", seconds(written));
        report.line("| all reverse replications caught up after | %.1f s |", seconds(all));
        report.line(
                "| four updates in one transaction, %d MiB of events, caught up after | %.1f s, %.0f MiB/s |",
                8 * mib, seconds(atOnce), 8 * mib / seconds(atOnce));
        report.line("| bytes that the streams read, together | %.0f MiB, %.0f MiB/s |", passed, passed / seconds(all));
        report.line(
                "| heap in use, median and most of %d looks | %d MiB, %d MiB |",
                used.looks(), used.median() / MIB, used.most() / MIB);
        report.line(
                "| heap after a collection, before and after | %d MiB, %d MiB |",
                used.before() / MIB, used.after() / MIB);
        report.line("| memory of the process (RSS), most | %d MiB |", used.mostResident() / MIB);
        return report.toString();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
