package dev.tessera.bench.transfer;

import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.MedianEstimate;
import dev.tessera.bench.measure.ReportLines;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The report about the catch-up. */
final class CatchUpReportText {
    private CatchUpReportText() {}

    static String of(
            Machine machine, String command, int rows, String workers, List<CatchUpRun> ours, List<CatchUpRun> theirs) {
        MedianEstimate ratio = timesAsFast(ours, theirs);
        Goal goal = new Goal(
                "at least as fast as MySQL's own replica: time of the replica / time of Tessera",
                ratio.text(2),
                ratio.median() >= 1);
        ReportLines report = new ReportLines().head("How fast a move catches up", List.of(goal), command, machine);
        report.line("## How it was measured\n");
        report.line(
                "%d transactions of one row each, executed on the source by eight sessions: of ten, six insert a comment, three edit one, one"
                        + " deletes one. The table held %d comments before. Then, in turn, which goes first changing, on the same target with"
                        + " `sync_binlog=1`, `innodb_flush_log_at_trx_commit=1` and its binlog on: Tessera's `CatchUp` with its default options; a"
                        + " replica by `CHANGE REPLICATION SOURCE ... SOURCE_AUTO_POSITION=1` as MySQL sets it up by itself (%s). Both from a table as it"
                        + " was before, made anew outside the time, until the last transaction is committed. Afterwards the rows are compared with the"
                        + " source's.\n",
                ours.get(0).transactions(), rows, workers);
        report.line("Medians stand with the range of all runs, or its 95 % interval from six runs on.\n");
        table(report, ours, theirs);
        return report.toString();
    }

    private static MedianEstimate timesAsFast(List<CatchUpRun> ours, List<CatchUpRun> theirs) {
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = theirs.get(i).seconds() / ours.get(i).seconds();
        }
        return MedianEstimate.of(ratios);
    }

    private static void table(ReportLines report, List<CatchUpRun> ours, List<CatchUpRun> theirs) {
        report.line("| | Tessera | replica |\n|---|---|---|");
        row(report, ours, theirs, "seconds", CatchUpRun::seconds, 2);
        row(report, ours, theirs, "transactions/s", CatchUpRun::perSecond, 0);
        row(report, ours, theirs, "CPU s, source", run -> run.cpu().source(), 2);
        row(report, ours, theirs, "CPU s, target", run -> run.cpu().target(), 2);
        row(report, ours, theirs, "CPU s, mover", run -> run.cpu().clients(), 2);
        report.line("\n| run | Tessera s | replica s | times as fast |\n|---|---|---|---|");
        for (int i = 0; i < ours.size(); i++) {
            double our = ours.get(i).seconds();
            double their = theirs.get(i).seconds();
            report.line("| %d | %.2f | %.2f | %.2f |", i + 1, our, their, their / our);
        }
        report.line("");
    }

    private static void row(
            ReportLines report,
            List<CatchUpRun> ours,
            List<CatchUpRun> theirs,
            String what,
            ToDoubleFunction<CatchUpRun> figure,
            int decimals) {
        report.line(
                "| %s | %s | %s |",
                what, of(ours, figure).text(decimals), of(theirs, figure).text(decimals));
    }

    private static MedianEstimate of(List<CatchUpRun> runs, ToDoubleFunction<CatchUpRun> figure) {
        return MedianEstimate.of(runs.stream().mapToDouble(figure).toArray());
    }
}
