package dev.tessera.bench.ddl;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Machine;
import dev.tessera.bench.measure.ReportFile;
import dev.tessera.bench.moves.BenchCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Alters tables under moves and writes down what became of each. {@code ops/bench/ddl-during-move} calls it. */
@Command(
        name = "ops/bench/ddl-during-move",
        mixinStandardHelpOptions = true,
        description =
                "Alters tables under moves, on both sides, in sessions that write no binlog: none may get through."
                        + " Exit code 1 when a goal is missed.")
public final class DdlReport implements Callable<Integer> {
    @Option(names = "--ddl", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}. Default: all.")
    private Set<Ddl> ddl = EnumSet.allOf(Ddl.class);

    @Option(names = "--moments", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}. Default: all.")
    private Set<AlterationMoment> moments = EnumSet.allOf(AlterationMoment.class);

    @Option(
            names = "--comments",
            defaultValue = "2000",
            description = "That the bucket has. Default: ${DEFAULT-VALUE}.")
    private int comments;

    @Option(names = "--reports", defaultValue = "ops/bench/reports", hidden = true)
    private Path reports = Path.of("ops/bench/reports");

    @Spec
    private CommandSpec command = CommandSpec.create();

    private DdlReport() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new DdlReport())
                .setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        if (comments < 1) {
            throw new CommandLine.ParameterException(command.commandLine(), "one comment at least");
        }
        try (BenchCluster cluster = BenchCluster.with(0, comments)) {
            Machine machine = Machine.of(cluster.shard(BenchCluster.A).version());
            Console.say("%s", machine);
            List<AlterationOutcome> outcomes = run(new Trials(cluster));
            DdlReportText text = new DdlReportText(outcomes);
            ReportFile.write(reports, "ddl-during-move", text.of(machine, ReportFile.commandLine(command), comments));
            return text.allHeld() ? 0 : 1;
        }
    }

    private List<AlterationOutcome> run(Trials trials) throws InterruptedException, SQLException {
        List<AlterationOutcome> outcomes = new ArrayList<>();
        for (AlterationMoment moment : moments) {
            for (Ddl each : ddl) {
                for (boolean onCopy : new boolean[] {false, true}) {
                    AlterationOutcome outcome = trials.run(new Trial(each, onCopy, moment));
                    outcomes.add(outcome);
                    Console.say("%s: %s", outcome.trial(), outcome.through() ? "THROUGH" : outcome.said());
                    if (outcome.through()) {
                        return outcomes;
                    }
                }
            }
        }
        return outcomes;
    }
}
