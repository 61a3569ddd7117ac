package dev.tessera.bench.reorganize;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.moves.BenchCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures splits and merges, and writes it down. {@code ops/bench/reorganize} calls it. */
@Command(
        name = "ops/bench/reorganize",
        mixinStandardHelpOptions = true,
        description = "Splits and merges buckets, under load and without, on servers and apps of its own.")
public final class ReorganizeReport implements Callable<Integer> {
    @Option(
            names = "--parts",
            split = ",",
            defaultValue = "growth,pauses,copies,bytes,histories",
            description = "What is measured. Default: ${DEFAULT-VALUE}.")
    private List<String> parts = new ArrayList<>();

    @Option(
            names = "--times",
            defaultValue = "200",
            description = "Splits in two, for pauses. Default: ${DEFAULT-VALUE}.")
    private int times;

    @Option(
            names = "--comments",
            defaultValue = "6000",
            description = "Of a bucket, for pauses. Default: ${DEFAULT-VALUE}.")
    private int comments;

    @Option(
            names = "--copied",
            defaultValue = "200000",
            description = "Comments, for copies. Default: ${DEFAULT-VALUE}.")
    private int copied;

    @Option(names = "--rounds", defaultValue = "5", description = "Of copies. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--large",
            defaultValue = "1000000",
            description = "Comments, for bytes. Default: ${DEFAULT-VALUE}.")
    private int large;

    @Option(
            names = "--into",
            defaultValue = "4",
            description = "Buckets of one, for growth. Default: ${DEFAULT-VALUE}.")
    private int into;

    @Option(
            names = "--splits",
            defaultValue = "2",
            description = "Rounds of splits, for growth. Default: ${DEFAULT-VALUE}.")
    private int splits;

    @Option(names = "--moves", defaultValue = "24", description = "For growth. Default: ${DEFAULT-VALUE}.")
    private int moves;

    @Option(names = "--histories", defaultValue = "4", description = "Of random changes. Default: ${DEFAULT-VALUE}.")
    private int histories;

    @Option(names = "--changes", defaultValue = "50", description = "Of a history. Default: ${DEFAULT-VALUE}.")
    private int changes;

    @Option(names = "--seed", description = "Of the moves and the histories. Default: any.")
    private long seed = ThreadLocalRandom.current().nextInt(1 << 20);

    @Option(names = "--clients", defaultValue = "16", description = "Of the workload. Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--pause",
            defaultValue = "20",
            description = "Milliseconds a client rests. Default: ${DEFAULT-VALUE}.")
    private int pause;

    @Option(names = "--warmup", defaultValue = "20", description = "Seconds of load before. Default: ${DEFAULT-VALUE}.")
    private int warmup;

    @Option(names = "--apps", defaultValue = "2", description = "Instances. Default: ${DEFAULT-VALUE}.")
    private int apps;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private ReorganizeReport() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new ReorganizeReport())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, ReorganizePart> all = all();
        List<String> unknown =
                parts.stream().filter(part -> !all.containsKey(part)).toList();
        if (!unknown.isEmpty()) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "there is no part " + unknown + "; there are " + all.keySet());
        }
        List<Goal> goals = new ArrayList<>();
        StringBuilder sections = new StringBuilder();
        for (String part : parts) {
            Console.say("%s", part);
            ReorganizePart.Measured measured =
                    Objects.requireNonNull(all.get(part)).measure();
            goals.addAll(measured.goals());
            sections.append(measured.section());
        }
        ReportLines text = new ReportLines()
                .head("Splits and merges", goals, ReportFile.commandLine(command), Machine.of(version()));
        text.line(
                "Servers have MySQL's defaults for memory and I/O, `sync_binlog=1` and `innodb_flush_log_at_trx_commit=1`; apps, servers, clients and"
                        + " mover share the machine. Each part has a cluster of its own, which begins with 16 buckets.\n");
        text.line(sections.toString());
        ReportFile.write(reports, "reorganize", text.toString());
        return 0;
    }

    private static String version() throws IOException {
        try (BenchCluster cluster = BenchCluster.with(1, 0)) {
            return cluster.shard(BenchCluster.A).version();
        }
    }

    private Map<String, ReorganizePart> all() {
        LoadOptions load = new LoadOptions(apps, clients, pause, warmup);
        Map<String, ReorganizePart> all = new LinkedHashMap<>();
        all.put("growth", new GrowAndShrink(load, into, splits, moves, seed));
        all.put("pauses", new Pauses(load, times, comments));
        all.put("copies", new Copies(rounds, copied));
        all.put("bytes", new CutsByBytes(large));
        all.put("histories", new RandomHistories(histories, changes, seed));
        return all;
    }
}
