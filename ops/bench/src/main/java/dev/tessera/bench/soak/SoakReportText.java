package dev.tessera.bench.soak;

import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.soak.actions.ActionLog;
import dev.tessera.bench.soak.audit.Absence;
import dev.tessera.bench.soak.audit.Divergence;
import dev.tessera.bench.soak.audit.RoundResult;
import dev.tessera.bench.soak.audit.Unserved;
import dev.tessera.testbed.workload.state.AuditRule;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report of a soak. */
final class SoakReportText {
    private static final Set<String> OF_ROWS =
            Stream.of(AuditRule.values()).map(AuditRule::toString).collect(Collectors.toSet());
    private static final int SHOWN = 100;

    private final SoakResult result;
    private final ReportLines report = new ReportLines();

    private SoakReportText(SoakResult result) {
        this.result = result;
    }

    static String of(Machine machine, String command, String load, SoakResult result) {
        SoakReportText text = new SoakReportText(result);
        text.report.head(
                "A soak of " + result.plan().length().toMinutes() + " minutes, seed "
                        + result.plan().seed(),
                text.goals(),
                command,
                machine);
        text.method(load);
        text.divergences();
        text.rounds();
        text.acts();
        text.failures();
        text.repairs();
        text.report.line(
                "What was due when, and what became of it, stands beside this page in a file of its own, `.log`, which isn't kept.");
        return text.report.toString();
    }

    /** What was due when, and what became of it: thousands of lines. */
    static String log(SoakResult result) {
        SoakReportText text = new SoakReportText(result);
        text.actionLog();
        return text.report.toString();
    }

    private List<Goal> goals() {
        long done = result.rounds().size();
        long planned = result.plan().rounds().size();
        return List.of(
                goal(
                        "every acknowledged write is at its bucket's home, once; counts, indexes and outboxes agree",
                        OF_ROWS::contains),
                goal("never two live homes, by the binlogs' timestamps", "never two live homes"::equals),
                goal("failed requests only where a fault explains them", "failed requests are explained"::equals),
                goal("frozen originals follow what is live", "originals follow"::equals),
                goal(
                        "every move can be recovered and completed; doctor finds nothing",
                        rule -> rule.startsWith("every") || rule.startsWith("doctor") || rule.startsWith("nothing")),
                new Goal("all rounds", done + " of " + planned, done == planned));
    }

    private Goal goal(String text, Predicate<String> rule) {
        long found = result.divergences().stream()
                .filter(divergence -> rule.test(divergence.rule()))
                .count();
        return new Goal(text, found + " divergences", found == 0);
    }

    private void method(String load) {
        report.line("## How it was done\n");
        report.line("%s. Servers are the testbed's small ones; all share the machine.\n", load);
        report.line(
                "The plan comes from the seed: what is done when, to whom and for how long. Which move, which process and which moment that is, depends on"
                        + " how far the system is by then, so the same seed again makes the same acts, not the same microseconds. Movers, agents and migrations are"
                        + " `shardctl` in processes of its own, as an operator runs it; apps, movers and agents reach servers through proxies that can be cut. After"
                        + " each round everybody is healed, moves are resumed or given up, and, with clients paused, everything is compared.\n");
    }

    private void divergences() {
        List<Divergence> all = result.divergences();
        if (all.isEmpty()) {
            return;
        }
        report.line("## What differs\n");
        all.stream().limit(SHOWN).forEach(divergence -> report.line("- %s", divergence));
        if (all.size() > SHOWN) {
            report.line("- and %d more", all.size() - SHOWN);
        }
        report.line("");
    }

    private void rounds() {
        report.line("## Rounds\n");
        report.line(
                "| round | requests | failed | unexplained | comments known | rows compared | listed items compared | intervals of live tables |"
                        + " reverse replications compared | longest without a home | longest without an answer |");
        report.line("|---|---|---|---|---|---|---|---|---|---|---|");
        for (RoundResult round : result.rounds()) {
            report.line(
                    "| %d | %d | %d | %d | %d | %d | %d | %d | %d | %s | %s |",
                    round.round(),
                    round.requests(),
                    round.failed(),
                    round.unexplained().size(),
                    round.audit().comments(),
                    round.audit().storedComments(),
                    round.audit().listedComments(),
                    round.intervals(),
                    round.originals(),
                    absence(round.absence()),
                    unserved(round.unserved()));
        }
        report.line(
                "\n%d requests, %d failed, %d with an open outcome, %d answers that went against what was known.\n",
                of());
        longest();
    }

    private Object[] of() {
        return new Object[] {
            result.load().requests(),
            result.load().failed(),
            result.load().open(),
            result.load().violations()
        };
    }

    private static String absence(Optional<Absence> absence) {
        return absence.map(longest ->
                        "bucket " + longest.bucket() + ", " + longest.length().toMillis() + " ms")
                .orElse("");
    }

    private static String unserved(Optional<Unserved> unserved) {
        return unserved.map(longest ->
                        "bucket " + longest.bucket() + ", " + longest.length().toMillis() + " ms")
                .orElse("");
    }

    private void longest() {
        result.rounds().stream()
                .flatMap(round -> round.absence().stream())
                .max(Comparator.comparing(Absence::length))
                .ifPresent(longest -> report.line(
                        "Longest without a home: bucket %s, %d ms, from %s to %s, at %s.\n",
                        longest.bucket(), longest.length().toMillis(), longest.left(), longest.came(), longest.from()));
    }

    private void acts() {
        report.line("## Actions\n\n| action | planned | made |\n|---|---|---|");
        Map<String, long[]> counts = new TreeMap<>();
        result.plan().acts().forEach(act -> counts.computeIfAbsent(act.action().kind(), none -> new long[2])[0]++);
        result.actionLog().stream().filter(ActionLog.Entry::made).forEach(entry -> counts.computeIfAbsent(
                        entry.act().action().kind(), none -> new long[2])[1]++);
        counts.forEach((kind, count) -> report.line("| %s | %d | %d |", kind, count[0], count[1]));
        report.line("\nWhat wasn't made had nobody, or no moment, to be made to; the log says why.\n");
    }

    private void failures() {
        Map<String, Integer> all = new TreeMap<>();
        result.rounds()
                .forEach(round -> round.explained().forEach((who, count) -> all.merge(who, count, Integer::sum)));
        report.line("## Failed requests, by the fault that explains them\n\n| fault | requests |\n|---|---|");
        all.forEach((who, count) -> report.line("| %s | %d |", who, count));
        report.line("");
    }

    private void repairs() {
        if (result.repairs().isEmpty()) {
            return;
        }
        report.line("## What agents put right\n\n| repair | times |\n|---|---|");
        result.repairs().forEach((repair, count) -> report.line("| %s | %d |", repair, count));
        report.line("");
    }

    private void actionLog() {
        report.line("The plan, and what happened");
        Map<String, ActionLog.Entry> happened = result.actionLog().stream()
                .collect(Collectors.toMap(entry -> entry.act().name(), entry -> entry, (one, other) -> other));
        result.plan().rounds().forEach(round -> {
            round.acts().forEach(act -> {
                report.line("%s", act);
                report.line(
                        "    %s",
                        Optional.ofNullable(happened.get(act.name()))
                                .map(SoakReportText::words)
                                .orElse("its end was not awaited"));
            });
            result.cleanups()
                    .getOrDefault(round.number(), List.of())
                    .forEach(line -> report.line("%d, cleanup: %s", round.number(), line));
        });
    }

    private static String words(ActionLog.Entry entry) {
        return (entry.made() ? entry.at().toString().substring(11, 23) + " " : "not made: ") + entry.what();
    }
}
