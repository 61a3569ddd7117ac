package dev.tessera.bench.transfer;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import java.io.IOException;
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

/** Measures how fast a move copies and compares rows, and writes it down. {@code ops/bench/copy} calls it. */
@Command(
        name = "ops/bench/copy",
        mixinStandardHelpOptions = true,
        description =
                "Measures the copy and the comparison of a move beside `mysqldump | mysql`, on servers of its own.")
public final class CopyReport implements Callable<Integer> {
    @Option(names = "--rows", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(names = "--runs", defaultValue = "5", description = "Of each way. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--buckets",
            split = ",",
            defaultValue = "1,16",
            description = "Over how many the rows are spread; each number is measured. Default: ${DEFAULT-VALUE}.")
    private List<Integer> buckets = List.of();

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private CopyReport() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new CopyReport())
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        check();
        try (TwoServers servers = TwoServers.start()) {
            Machine machine = Machine.of(servers.source().version());
            Console.say("%s", machine);
            List<CopyRounds> all = new ArrayList<>();
            int first = 0;
            for (int spread : buckets) {
                all.add(CopyRounds.measure(new TransferWork(servers, first, spread, rows), runs));
                first += spread;
            }
            String text = CopyReportText.of(machine, ReportFile.commandLine(command), rows, runs, all);
            ReportFile.write(reports, "copy", text);
        }
        return 0;
    }

    private void check() {
        int most = buckets.stream().mapToInt(Integer::intValue).max().orElse(0);
        if (runs < 1 || buckets.stream().anyMatch(number -> number < 1) || most > 1000 || rows < Math.max(1, most)) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "one run at least, 1 to 1000 buckets, and a row for each bucket");
        }
    }
}
