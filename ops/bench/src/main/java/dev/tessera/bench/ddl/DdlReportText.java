package dev.tessera.bench.ddl;

import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.moves.Spread;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** The report about tables that were altered under moves. */
final class DdlReportText {
    /** A fence of six tables, and what comes behind it. */
    private static final Duration BUDGET = Duration.ofMillis(124 + 1_200);

    private final List<AlterationOutcome> outcomes;

    DdlReportText(List<AlterationOutcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    boolean allHeld() {
        return goals().stream().allMatch(Goal::held);
    }

    String of(Machine machine, String command, int comments) {
        ReportLines report = new ReportLines();
        report.head("Tables that are altered under " + outcomes.size() + " moves", goals(), command, machine);
        report.line("## How it was done\n");
        report.line(
                "A bucket of %d comments moves from one server to another, each with MySQL's defaults for memory and I/O. At a milestone of the mover"
                        + " a session with `sql_log_bin=0` alters a table: the live one on the source, or its copy on the target. A reader asks for"
                        + " the live table on the source every millisecond. Then the move is given up, the dry run is asked, and the alteration is undone.\n",
                comments);
        report.line("## What became of each\n");
        report.line("| alteration | unserved, ms | it stopped with |\n|---|---|---|");
        outcomes.forEach(outcome -> report.line("| " + outcome.trial() + " | " + Spread.millis(outcome.unserved())
                + " | " + (outcome.through() ? "**through**" : outcome.said().replace("|", "\\|")) + " |"));
        return report.toString();
    }

    private List<Goal> goals() {
        Duration longest = outcomes.stream()
                .map(AlterationOutcome::unserved)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return List.of(
                all("no move gets through", outcome -> !outcome.through()),
                all("the difference is named: its table and its clause", AlterationOutcome::isNamed),
                all("the dry run names it as well, on the source", AlterationOutcome::isNamedByDryRun),
                all("the bucket is served where it was, with each row", AlterationOutcome::served),
                new Goal(
                        "the source is back within " + BUDGET.toMillis() + " ms",
                        Spread.millis(longest) + " ms at most",
                        longest.compareTo(BUDGET) <= 0));
    }

    private Goal all(String text, Predicate<AlterationOutcome> holds) {
        long held = outcomes.stream().filter(holds).count();
        return new Goal(text, held + " of " + outcomes.size(), held == outcomes.size());
    }
}
