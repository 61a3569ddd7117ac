package dev.tessera.bench.moves;

import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.moves.SectionClock.Section;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The report about the pauses. */
final class MovesReportText {
    private static final double SECTION_OVER_IDLE = 3;
    private static final Duration TOLERATED = Duration.ofMillis(150);
    private static final double FEW = 0.05;

    private final MovesResult result;
    private final Spread section;
    private final Spread idle;
    private final Spread moved;
    private final Spread still;
    private final ReportLines report = new ReportLines();

    private MovesReportText(MovesResult result) {
        this.result = result;
        section = new Spread(result.sections(Section::whole));
        idle = new Spread(result.idle());
        moved = new Spread(result.waitsWhileMoved());
        still = new Spread(result.waitsWhileStill());
    }

    static String of(Machine machine, String command, String load, MovesResult result) {
        MovesReportText text = new MovesReportText(result);
        int moves = result.moves().size();
        text.report.head("What clients wait while " + moves + " buckets move", text.goals(), command, machine);
        text.method(load);
        text.sections();
        text.waits();
        text.load();
        return text.report.toString();
    }

    private List<Goal> goals() {
        double ratio = (double) section.median().toNanos() / idle.median().toNanos();
        Duration limit = still.longest().plus(TOLERATED);
        long few = Math.round(FEW * result.moves().size());
        long failed = result.failures().size();
        int violations = result.load().violations().size();
        int problems = result.audit().problems().size();
        return List.of(
                new Goal(
                        "no failed request",
                        failed + " failed, " + violations + " wrong answers",
                        failed + violations == 0),
                new Goal(
                        "the mover's own section, median: at most 3 times the two RENAMEs on the idle servers",
                        String.format(
                                Locale.ROOT,
                                "%.2f times: %s ms over %s ms",
                                ratio,
                                Spread.millis(section.median()),
                                Spread.millis(idle.median())),
                        ratio <= SECTION_OVER_IDLE),
                new Goal(
                        "longest waits: at most " + few
                                + " exceed the longest of a window without a move by more than 150 ms",
                        moved.above(limit) + " exceed " + Spread.millis(limit) + " ms",
                        moved.above(limit) <= few),
                new Goal(
                        "every acknowledged write is at its bucket's home, once",
                        problems + " problems",
                        problems == 0));
    }

    private void method(String load) {
        report.line("## How it was measured\n");
        report.line(
                "%s. A directory and two shards, each a MySQL server of its own with MySQL's defaults for memory and I/O, `sync_binlog=1` and"
                        + " `innodb_flush_log_at_trx_commit=1`. Apps, servers, clients and mover share the machine.\n",
                load);
        report.line(
                "Buckets move one at a time, there and back, with the mover's default options. After each move comes a window exactly as long in which"
                        + " nothing moves. For both, the longest wait is that of any request which touched this bucket and was under way at any moment of the"
                        + " window. Originals are dropped after the second window.\n");
        report.line(
                "The mover's own section goes from the first RENAME sent to the answer of the directory. The idle RENAMEs are those of a bucket's six"
                        + " empty tables that nobody uses, on the source and then on the target; before the load and after it.\n");
    }

    private void sections() {
        report.line("## The mover's own section, ms\n");
        report.line("| %s\n|---|%s", Spread.HEAD, Spread.RULE);
        report.line("| section %s", section.cells());
        part("fence: RENAME on the source", Section::fence);
        part("until the copy has everything, compared", Section::behindFence);
        part("RENAME on the target", Section::live);
        part("the placement in the directory", Section::publication);
        report.line("| both RENAMEs, idle %s\n", idle.cells());
    }

    private void part(String name, Function<Section, Duration> part) {
        report.line("| ... %s %s", name, new Spread(result.sections(part)).cells());
    }

    private void waits() {
        report.line("## The longest wait of a client for the bucket, in each window, ms\n");
        report.line("| %s\n|---|%s", Spread.HEAD, Spread.RULE);
        report.line("| with a move %s", moved.cells());
        report.line("| without %s", still.cells());
        report.line(
                "| the move's whole window %s\n",
                new Spread(result.moves().stream()
                                .map(one -> one.moved().length())
                                .toList())
                        .cells());
    }

    private void load() {
        long again = result.moves().stream().filter(one -> one.attempts() > 1).count();
        report.line("## The load\n");
        report.line("%s.\n", result.load());
        report.line(
                "%d requests failed before the first move began, while the apps were warming up.\n",
                result.failuresBefore());
        report.line("%d of the moves needed more than one attempt at the fence.\n", again);
        result.audit().problems().stream().limit(20).forEach(problem -> report.line("- %s", problem));
        result.load().failures().stream().limit(20).forEach(failure -> report.line("- %s", failure));
    }
}
