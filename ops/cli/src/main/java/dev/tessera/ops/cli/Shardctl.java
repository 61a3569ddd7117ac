package dev.tessera.ops.cli;

import dev.tessera.migrations.view.OtherFormatException;
import dev.tessera.ops.cli.bucket.BucketCommand;
import dev.tessera.ops.cli.bucket.WhereCommand;
import dev.tessera.ops.cli.cluster.AuditCommand;
import dev.tessera.ops.cli.cluster.ClusterCommand;
import dev.tessera.ops.cli.cluster.MigrateCommand;
import dev.tessera.ops.cli.cluster.QueryCommand;
import dev.tessera.ops.cli.forecast.ForecastCommand;
import dev.tessera.ops.cli.move.MoveCommand;
import dev.tessera.ops.cli.option.ClusterNotGivenException;
import dev.tessera.ops.cli.plan.ApplyCommand;
import dev.tessera.ops.cli.plan.PlanCommand;
import dev.tessera.ops.cli.plan.SampleCommand;
import dev.tessera.ops.cli.plan.SimulateCommand;
import dev.tessera.ops.cli.repair.AgentCommand;
import dev.tessera.ops.cli.repair.DoctorCommand;
import dev.tessera.ops.cli.shard.ShardCommand;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.planning.placement.PlanRefusedException;
import dev.tessera.router.DirectoryFormatException;
import dev.tessera.shardconfig.InvalidClusterConfigException;
import dev.tessera.shardconfig.OutOfMemory;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.redaction.Redaction;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command line for DBAs and operators. Exit code 0: done; 1: it failed, and says why; 2: what was asked for is wrong. */
@Command(
        name = "shardctl",
        description = "Operates a Tessera cluster: creates it, migrates it, moves its buckets, shows its state.",
        mixinStandardHelpOptions = true,
        version = "shardctl 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ClusterCommand.class,
            MigrateCommand.class,
            ShardCommand.class,
            QueryCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            ForecastCommand.class,
            SimulateCommand.class,
            MoveCommand.class,
            BucketCommand.class,
            WhereCommand.class,
            AgentCommand.class,
            DoctorCommand.class,
            AuditCommand.class,
            SampleCommand.class
        })
public final class Shardctl {
    public static final int FAILED = 1;
    public static final int WRONG = 2;

    private static final List<Class<? extends TesseraException>> WRONG_QUESTIONS = List.of(
            ClusterNotGivenException.class,
            OtherFormatException.class,
            DirectoryFormatException.class,
            MoveRefusedException.class,
            PlanRefusedException.class);

    public static void main(String[] arguments) {
        // ShardingSphere reads keywords with the machine's locale; in a Turkish one `min` becomes MİN.
        Locale.setDefault(Locale.ROOT);
        OutOfMemory.endsThisProcess();
        System.exit(commandLine().execute(arguments));
    }

    /** Runs a command in this JVM; returns its exit code. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine().setOut(out).setErr(err).execute(arguments);
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Shardctl()).setExecutionExceptionHandler(Shardctl::explain);
    }

    /** Says what went wrong in the words of whoever refused it. A stack trace is for what nobody foresaw. */
    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        OutOfMemory.endIf(failure);
        PrintWriter err = command.getErr();
        if (failure instanceof InvalidClusterConfigException invalid) {
            err.println(invalid.getMessage());
            return WRONG;
        }
        if (WRONG_QUESTIONS.stream().anyMatch(type -> type.isInstance(failure))) {
            err.println("shardctl: " + failure.getMessage());
            return WRONG;
        }
        if (failure instanceof TesseraException) {
            err.println("shardctl: " + failure.getMessage());
            return FAILED;
        }
        err.println("shardctl: this should not happen; please report it with what follows");
        Redaction.copy(failure).printStackTrace(err);
        return FAILED;
    }
}
