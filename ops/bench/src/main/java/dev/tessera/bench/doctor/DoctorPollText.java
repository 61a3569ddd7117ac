package dev.tessera.bench.doctor;

import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportLines;
import java.util.List;

/** The report about polls. */
final class DoctorPollText {
    private DoctorPollText() {}

    static String of(Machine machine, String command, String load, Polled polled) {
        ReportLines report = new ReportLines();
        report.head(
                "Doctor beside healthy commands",
                List.of(
                        new Goal(
                                "no finding, and no move is called interrupted",
                                polled.said().size() + " of " + (polled.doctors() + polled.lists()) + " polls",
                                polled.said().isEmpty()),
                        new Goal(
                                "every command ends as it should",
                                polled.failed().size() + " of " + polled.commands() + " didn't",
                                polled.failed().isEmpty())),
                command,
                machine);
        report.line("## How it was done\n");
        report.line(
                "%s. Every command is a process of its own, so the machine is busy all the time; the polls run in one process, since a JVM takes longer to start than they may.\n",
                load);
        report.line(
                "%d rounds in %d s. Each moves all buckets of a shard at once, which is more than may run at once, reverses two, gives one up while"
                        + " another process waits for it, drains a shard, completes what is left, plans and applies. Beside it `shardctl doctor`"
                        + " was asked %d times (%.2f a second) and `shardctl move list --json` %d times (%.2f a second).\n",
                polled.rounds(),
                polled.took().toSeconds(),
                polled.doctors(),
                perSecond(polled.doctors(), polled),
                polled.lists(),
                perSecond(polled.lists(), polled));
        polled.said().forEach(said -> report.line("- %s", said));
        polled.failed().forEach(failed -> report.line("- %s", failed));
        return report.toString();
    }

    private static double perSecond(int polls, Polled polled) {
        return polls * 1e3 / Math.max(1, polled.took().toMillis());
    }
}
