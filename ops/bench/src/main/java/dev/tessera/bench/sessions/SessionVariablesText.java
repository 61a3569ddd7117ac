package dev.tessera.bench.sessions;

import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.sessions.SettingOutcome.Verdict;
import java.util.List;

/** The report about session variables. */
final class SessionVariablesText {
    private SessionVariablesText() {}

    /** @param settings all that were to be tried: a run may have ended before */
    static String of(Machine machine, String command, List<Setting> settings, List<SettingOutcome> outcomes) {
        List<SettingOutcome> tried = outcomes.stream()
                .filter(outcome ->
                        settings.stream().anyMatch(setting -> setting.toString().equals(outcome.setting())))
                .toList();
        long settable =
                count(tried, Verdict.SAME) + count(tried, Verdict.REFUSED_BY_NAME) + count(tried, Verdict.DIFFERENT);
        List<Goal> goals = List.of(
                new Goal(
                        "every session variable that can be set globally, with unusual values",
                        settable + " values of "
                                + settings.stream()
                                        .map(Setting::variable)
                                        .distinct()
                                        .count() + " variables; "
                                + (settings.size() - tried.size()) + " left untried",
                        settings.size() == tried.size()),
                new Goal(
                        "the same results as without, or refused by name",
                        count(tried, Verdict.SAME) + " the same, " + count(tried, Verdict.REFUSED_BY_NAME)
                                + " refused by name, " + count(tried, Verdict.DIFFERENT) + " different",
                        count(tried, Verdict.DIFFERENT) == 0));
        ReportLines report = new ReportLines().head("Globals that change nothing", goals, command, machine);
        report.line(
                "Each value is set on directory and shards; the app's sessions are ended; then the same requests (texts with"
                        + " backslashes, newlines, quotes and emoji; keys; an edit; a deletion; a repeat; lists), the sessions ended once more, the lists"
                        + " again, a move of their bucket and its completion, the lists again, status and doctor. All that is answered is compared, line"
                        + " by line, with a run on servers as they come.\n");
        section(report, "Different", tried, Verdict.DIFFERENT);
        section(report, "Refused by name", tried, Verdict.REFUSED_BY_NAME);
        section(report, "What the server lets nobody set so", tried, Verdict.NOT_SETTABLE);
        section(report, "The same", tried, Verdict.SAME);
        return report.toString();
    }

    private static void section(ReportLines report, String title, List<SettingOutcome> outcomes, Verdict verdict) {
        if (count(outcomes, verdict) == 0) {
            return;
        }
        report.line("## " + title + "\n");
        if (verdict == Verdict.SAME) {
            report.line(String.join(
                            ", ",
                            outcomes.stream()
                                    .filter(outcome -> outcome.verdict() == verdict)
                                    .map(outcome -> "`" + outcome.setting() + "`")
                                    .toList())
                    + "\n");
            return;
        }
        report.line("| setting | said |\n|---|---|");
        outcomes.stream()
                .filter(outcome -> outcome.verdict() == verdict)
                .forEach(outcome -> report.line(
                        "| `" + outcome.setting() + "` | " + outcome.detail().replace("|", "\\|") + " |"));
        report.line("");
    }

    private static long count(List<SettingOutcome> outcomes, Verdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }
}
