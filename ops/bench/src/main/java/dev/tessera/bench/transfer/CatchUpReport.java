package dev.tessera.bench.transfer;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how fast a move catches up, and writes it down. {@code ops/bench/catch-up} calls it. */
@Command(
        name = "ops/bench/catch-up",
        mixinStandardHelpOptions = true,
        description = "Measures the catch-up of a move beside MySQL's own replica, on servers of its own.")
public final class CatchUpReport implements Callable<Integer> {
    @Option(
            names = "--transactions",
            defaultValue = "100000",
            description = "Of one row each. Default: ${DEFAULT-VALUE}.")
    private int transactions;

    @Option(
            names = "--rows",
            defaultValue = "50000",
            description = "In the table to begin with. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(names = "--runs", defaultValue = "5", description = "Of each way. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private CatchUpReport() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new CatchUpReport())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        check();
        try (TwoServers servers = TwoServers.start()) {
            Machine machine = Machine.of(servers.source().version());
            Console.say("%s", machine);
            TransferWork work = new TransferWork(servers, 0, 1, rows);
            work.fillSource();
            Kept kept = Kept.copy(work);
            Backlog backlog = Backlog.write(work, transactions);
            ReportFile.write(reports, "catch-up", measure(work, kept, backlog, machine));
        }
        return 0;
    }

    private String measure(TransferWork work, Kept kept, Backlog backlog, Machine machine) throws SQLException {
        CatchUpWay tessera = new TesseraCatchUp(work, kept, backlog);
        ReplicaCatchUp replica = new ReplicaCatchUp(work, kept, backlog);
        List<CatchUpRun> ours = new ArrayList<>();
        List<CatchUpRun> theirs = new ArrayList<>();
        for (int round = 0; round < runs; round++) {
            boolean replicaFirst = round % 2 == 0;
            if (replicaFirst) {
                theirs.add(CatchUpRun.measure(work, replica, backlog));
            }
            ours.add(CatchUpRun.measure(work, tessera, backlog));
            if (!replicaFirst) {
                theirs.add(CatchUpRun.measure(work, replica, backlog));
            }
        }
        return CatchUpReportText.of(machine, ReportFile.commandLine(command), rows, replica.workers(), ours, theirs);
    }

    private void check() {
        if (runs < 1 || rows < 1 || transactions < 80) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "a run and a row at least, and 80 transactions");
        }
    }
}
