package dev.tessera.bench.transfer;

import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.MedianEstimate;
import dev.tessera.bench.measure.ReportLines;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The report about the copy. */
final class CopyReportText {
    private static final double TIMES_AS_FAST = 1.4;
    private static final double AIM = 1.8;
    private static final double VERIFIED = 3;

    private CopyReportText() {}

    static String of(Machine machine, String command, int rows, int runs, List<CopyRounds> all) {
        ReportLines report = new ReportLines().head("How fast a move copies", goals(all), command, machine);
        report.line("## How it was measured\n");
        report.line(
                "%d comments with the schema, keys and checks of a bucket, on one server; copied to another %d times by each way, in turn, which goes"
                        + " first changing. The target's tables are made anew before each run, outside the time. Both servers run with MySQL's own"
                        + " defaults for memory (128 MB of buffer pool, 100 MB of redo) and I/O, with `sync_binlog=1`,"
                        + " `innodb_flush_log_at_trx_commit=1` and the binlog on.\n",
                rows, runs);
        report.line(
                "Tessera: `BucketCopy` as a move calls it, with its default options; %d buckets at once, as many as `shardctl move` works at on one"
                        + " server. All runs share one JVM, so the first has its compiler's work in it. After each copy, outside its time, every row is compared with the source by `Verification`, as a move does.\n",
                SideBySideMoves.PER_SERVER);
        report.line(
                "mysqldump: `mysqldump %s | mysql`, all tables through one pipe.\n",
                String.join(" ", DumpCopy.DUMP_OPTIONS));
        report.line("Medians stand with the range of all runs, or its 95 % interval from six runs on.\n");
        all.forEach(rounds -> section(report, rounds));
        return report.toString();
    }

    private static List<Goal> goals(List<CopyRounds> all) {
        List<Goal> goals = new ArrayList<>();
        for (CopyRounds rounds : all) {
            MedianEstimate ratio = rounds.timesAsFast();
            goals.add(new Goal(
                    rounds.work() + ": at least " + TIMES_AS_FAST + " times as fast as mysqldump (aim: " + AIM + ")",
                    ratio.text(2),
                    ratio.median() >= TIMES_AS_FAST));
            MedianEstimate verified = rounds.verifiedOverCopied();
            goals.add(new Goal(
                    rounds.work() + ": verification at least " + (int) VERIFIED + " times the copy's rows a second",
                    verified.text(2),
                    verified.median() >= VERIFIED));
        }
        return goals;
    }

    private static void section(ReportLines report, CopyRounds rounds) {
        report.line("## %s\n", rounds.work());
        report.line("| | Tessera | mysqldump, mysql |\n|---|---|---|");
        row(report, rounds, "rows/s", CopyRun::perSecond, 0);
        row(report, rounds, "seconds", CopyRun::seconds, 2);
        row(report, rounds, "CPU s, source", run -> run.cpu().source(), 2);
        row(report, rounds, "CPU s, target", run -> run.cpu().target(), 2);
        row(report, rounds, "CPU s, clients", run -> run.cpu().clients(), 2);
        report.line(
                "| verified rows/s | %s | |\n",
                CopyRounds.of(rounds.tessera(), CopyRun::verifiedPerSecond).text(0));
        report.line(
                "| run | Tessera rows/s | mysqldump rows/s | times as fast | verified rows/s |\n|---|---|---|---|---|");
        for (int i = 0; i < rounds.tessera().size(); i++) {
            CopyRun tessera = rounds.tessera().get(i);
            CopyRun dump = rounds.dump().get(i);
            report.line(
                    "| %d | %.0f | %.0f | %.2f | %.0f |",
                    i + 1,
                    tessera.perSecond(),
                    dump.perSecond(),
                    dump.seconds() / tessera.seconds(),
                    tessera.verifiedPerSecond());
        }
        report.line("");
    }

    private static void row(
            ReportLines report, CopyRounds rounds, String what, ToDoubleFunction<CopyRun> figure, int decimals) {
        report.line(
                "| %s | %s | %s |",
                what,
                CopyRounds.of(rounds.tessera(), figure).text(decimals),
                CopyRounds.of(rounds.dump(), figure).text(decimals));
    }
}
