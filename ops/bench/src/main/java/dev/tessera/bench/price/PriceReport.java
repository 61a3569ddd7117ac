package dev.tessera.bench.price;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.MedianEstimate;
import dev.tessera.bench.measure.ReportFile;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.testbed.server.MySqlServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures two running services side by side, and the tables of two changelogs. {@code ops/bench/price} starts them and calls it. */
@Command(
        name = "ops/bench/price",
        mixinStandardHelpOptions = true,
        description =
                "Requests of two builds of the service, by turns in one run, and the bytes of a comment in either's tables.")
public final class PriceReport implements Callable<Integer> {
    /** Rounds that aren't counted: both compile. */
    private static final int WARM_UP = 8;

    private static final List<String> KINDS = List.of("post", "edit", "page");

    @Option(names = "--before", required = true, description = "The base of the earlier build.")
    private URI before = URI.create("");

    @Option(names = "--after", required = true, description = "The base of the later build.")
    private URI after = URI.create("");

    @Option(names = "--changelog-before", required = true, description = "That makes the earlier tables.")
    private Path changelogBefore = Path.of("");

    @Option(names = "--changelog-after", required = true, description = "That makes the later tables.")
    private Path changelogAfter = Path.of("");

    @Option(names = "--earlier", required = true, description = "The commit of the earlier build.")
    private String earlier = "";

    @Option(names = "--rounds", defaultValue = "24", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--requests",
            defaultValue = "400",
            description = "Of a kind, in a round. Default: ${DEFAULT-VALUE}.")
    private int requests;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    private PriceReport() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PriceReport())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        String run = Long.toString(System.currentTimeMillis(), 36);
        List<ServiceSide> sides = List.of(new ServiceSide("before", before, run), new ServiceSide("after", after, run));
        Map<String, List<double[]>> medians = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            double[][] ofRound = new double[KINDS.size()][2];
            // By turns, so that neither is always first.
            for (int turn = 0; turn < 2; turn++) {
                int side = (turn + Math.abs(round)) % 2;
                ofRound[0][side] = MedianEstimate.medianOf(sides.get(side).posts(requests));
                ofRound[1][side] = MedianEstimate.medianOf(sides.get(side).edits(requests));
                ofRound[2][side] = MedianEstimate.medianOf(sides.get(side).pages(requests));
            }
            Console.say(
                    "round %d: post %.2f %.2f, edit %.2f %.2f, page %.2f %.2f ms",
                    round, ofRound[0][0], ofRound[0][1], ofRound[1][0], ofRound[1][1], ofRound[2][0], ofRound[2][1]);
            if (round >= 0) {
                for (int kind = 0; kind < KINDS.size(); kind++) {
                    medians.computeIfAbsent(KINDS.get(kind), none -> new ArrayList<>())
                            .add(ofRound[kind]);
                }
            }
        }
        try (MySqlServer server = CommentBytes.server()) {
            ReportFile.write(
                    reports,
                    "price",
                    text(
                            Machine.of(server.version()),
                            medians,
                            CommentBytes.of(changelogBefore, server),
                            CommentBytes.of(changelogAfter, server)));
        }
        return 0;
    }

    private String text(
            Machine machine,
            Map<String, List<double[]>> medians,
            CommentBytes.RowBytes bytesBefore,
            CommentBytes.RowBytes bytesAfter) {
        ReportLines lines = new ReportLines()
                .head("The price of change numbers", List.of(), "ops/bench/price DIR, with DIR at " + earlier, machine)
                .line(
                        "Two builds of the service, each with its own servers, asked by turns in one run: %d rounds of %d requests of a"
                                + " kind, 4 at once on 16 threads. A value is the median of a round; the ratio is that of the two in the"
                                + " same round.\n",
                        rounds, requests)
                .line("| request | before, ms | after, ms | ratio, median (95 %% interval) |", 0)
                .line("|---|---|---|---|");
        medians.forEach((kind, values) -> {
            MedianEstimate ratio = MedianEstimate.of(
                    values.stream().mapToDouble(pair -> pair[1] / pair[0]).toArray());
            lines.line(
                    "| %s | %.2f | %.2f | %.2f (%.2f to %.2f) |",
                    kind,
                    MedianEstimate.medianOf(
                            values.stream().mapToDouble(pair -> pair[0]).toArray()),
                    MedianEstimate.medianOf(
                            values.stream().mapToDouble(pair -> pair[1]).toArray()),
                    ratio.median(),
                    ratio.low(),
                    ratio.high());
        });
        return lines.line("\n| bytes of a comment of 150 characters | before | after |\n|---|---|---|")
                .line("| data | %.0f | %.0f |", bytesBefore.data(), bytesAfter.data())
                .line("| indexes | %.0f | %.0f |", bytesBefore.indexes(), bytesAfter.indexes())
                .toString();
    }
}
