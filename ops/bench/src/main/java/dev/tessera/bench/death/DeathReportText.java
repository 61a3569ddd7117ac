package dev.tessera.bench.death;

import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.moves.Spread;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The report about movers that die. */
final class DeathReportText {
    private static final Duration MEDIAN = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final DeathResult result;
    private final Spread unserved;
    private final Spread waits;
    private final ReportLines report = new ReportLines();

    private DeathReportText(DeathResult result) {
        this.result = result;
        unserved = spread(result.deaths(), Death::unserved);
        waits = spread(result.deaths(), result::longestWait);
    }

    static String of(Machine machine, String command, String load, DeathResult result) {
        DeathReportText text = new DeathReportText(result);
        String title = "What clients feel when a mover is killed behind its fence, "
                + result.deaths().size() + " times";
        text.report.head(title, text.goals(), command, machine);
        text.method(load);
        text.figures();
        text.load();
        return text.report.toString();
    }

    private static Spread spread(List<Death> deaths, Function<Death, Duration> of) {
        return new Spread(deaths.stream().map(of).toList());
    }

    private List<Goal> goals() {
        int failed = result.failures().size();
        int violations = result.load().violations().size();
        int problems = result.audit().problems().size();
        return List.of(
                new Goal(
                        "no failed request",
                        failed + " failed, " + violations + " wrong answers",
                        failed + violations == 0),
                new Goal(
                        "the bucket unserved, median: less than 1 s",
                        Spread.millis(unserved.median()) + " ms",
                        unserved.median().compareTo(MEDIAN) < 0),
                new Goal(
                        "the bucket unserved, longest: at most 3 s",
                        Spread.millis(unserved.longest()) + " ms",
                        unserved.longest().compareTo(LONGEST) <= 0),
                new Goal(
                        "every acknowledged write is at its bucket's home, once",
                        problems + " problems",
                        problems == 0));
    }

    private void method(String load) {
        report.line("## How it was measured\n");
        report.line(
                "%s. A directory and two shards, each a MySQL server of its own, every commit durable. An agent as in production. Apps, servers, clients,"
                        + " agent and mover share the machine.\n",
                load);
        report.line(
                "One bucket, which half of the requests are about, goes to and fro. Each mover is a process that says when it has come to a point behind its"
                        + " fence, and is killed -9 then; points take turns. When the agent has recovered the cutover another mover ends the move.\n");
        report.line(
                "Unserved is from the RENAME of the fence, as it is sent, until the directory says that the bucket has a home: what the mover itself took"
                        + " before it was killed included. Waits are the longest of any request that touched the bucket meanwhile.\n");
    }

    private void figures() {
        report.line("## The bucket without a home, ms\n");
        report.line("| | n %s\n|---|---|%s", Spread.HEAD, Spread.RULE);
        row("unserved", result.deaths(), Death::unserved);
        row("... from the kill on", result.deaths(), Death::missed);
        report.line("| longest wait of a client | %d %s", waits.sorted().size(), waits.cells());
        for (String point : Deaths.POINTS) {
            List<Death> there = result.deaths().stream()
                    .filter(death -> death.point().equals(point))
                    .toList();
            if (!there.isEmpty()) {
                row(
                        "killed at `" + point + "`: recovered to "
                                + there.get(0).recoveredTo().column(),
                        there,
                        Death::unserved);
            }
        }
        report.line("");
    }

    private void row(String name, List<Death> deaths, Function<Death, Duration> of) {
        report.line("| %s | %d %s", name, deaths.size(), spread(deaths, of).cells());
    }

    private void load() {
        report.line("## The load\n");
        report.line("%s.\n", result.load());
        result.audit().problems().stream().limit(20).forEach(problem -> report.line("- %s", problem));
        result.failures().stream().limit(20).forEach(failure -> report.line("- %s", failure));
    }
}
