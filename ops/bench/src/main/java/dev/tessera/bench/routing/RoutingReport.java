package dev.tessera.bench.routing;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.MeasuringThreads;
import dev.tessera.bench.measure.RoutingCluster;
import dev.tessera.bench.routing.sides.Dataset;
import dev.tessera.bench.routing.sides.Seeding;
import dev.tessera.testbed.process.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures what routing costs and writes it down. {@code ops/bench/routing} calls it. */
@Command(
        name = "ops/bench/routing",
        description =
                "Measures what routing costs, beside JDBC by hand and plain ShardingSphere-JDBC, in one run on servers of its own.")
public final class RoutingReport implements Callable<Integer> {
    @Mixin
    private RoutingOptions options = new RoutingOptions();

    @Spec
    private CommandSpec command = CommandSpec.create();

    private RoutingReport() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new RoutingReport())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        options.check(command.commandLine());
        try (RoutingCluster stage = RoutingCluster.open(options.buckets)) {
            Machine machine = Machine.of(stage);
            Console.say("%s", machine);
            Seeding.seed(stage);
            List<Excess> excesses = new ArrayList<>();
            List<Cell> cells = measures(Part.SIDES) ? sides(stage, excesses) : List.of();
            List<HttpCell> http = measures(Part.HTTP) ? http(stage, excesses) : List.of();
            Optional<CostBySize> size = measures(Part.SIZE) ? Optional.of(sizes(stage)) : Optional.empty();
            write(RoutingReportText.of(machine, commandLine(), options, cells, http, size, excesses));
        }
        return 0;
    }

    private boolean measures(Part part) {
        return options.parts.contains(part);
    }

    private List<Cell> sides(RoutingCluster stage, List<Excess> excesses) throws SQLException, InterruptedException {
        try (MeasuringThreads workers = MeasuringThreads.ofJvm();
                SideBySide sides = SideBySide.open(stage, new Dataset(stage.buckets()), workers, options)) {
            Console.say("all sides are open; warming up");
            sides.warmUp();
            List<Cell> cells = sides.measure();
            excesses.addAll(sides.profiles(cells));
            return cells;
        }
    }

    private List<HttpCell> http(RoutingCluster stage, List<Excess> excesses) throws IOException, InterruptedException {
        Console.say("over HTTP");
        try (TemporaryFolder folder = TemporaryFolder.create("http");
                MeasuringThreads workers = MeasuringThreads.ofJvm();
                HttpSideBySide servers = new HttpSideBySide(stage, workers, options)) {
            List<HttpCell> cells = servers.measure(folder.path());
            servers.profile(cells).ifPresent(excesses::add);
            return cells;
        }
    }

    private CostBySize sizes(RoutingCluster stage) throws IOException, SQLException {
        Console.say("cost by size");
        try (SizesSideBySide sizes = new SizesSideBySide(stage, options)) {
            return sizes.measure();
        }
    }

    private void write(String report) throws IOException {
        Files.createDirectories(options.reports);
        Path file = options.reports.resolve("routing-" + LocalDate.now(ZoneOffset.UTC) + ".md");
        Files.writeString(file, report);
        Console.say("written to %s", file);
    }

    private String commandLine() {
        List<String> words =
                new ArrayList<>(command.commandLine().getParseResult().originalArgs());
        // Where it is written to says nothing about what was measured.
        for (int at = words.indexOf("--reports"); at >= 0; at = words.indexOf("--reports")) {
            words.subList(at, at + 2).clear();
        }
        return String.join(" ", command.name(), String.join(" ", words)).strip();
    }
}
