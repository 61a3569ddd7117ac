package dev.tessera.ops.cli;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveStep;
import dev.tessera.ops.move.phases.Cluster;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl move status ID}. */
@Command(name = "status", description = "One move, with every step of its journal.", mixinStandardHelpOptions = true)
final class MoveStatusCommand implements Callable<Integer> {
    @Mixin
    private MoveChoice choice = new MoveChoice();

    @Parameters(index = "0", paramLabel = "ID", description = "Of the move.")
    private long moveId;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = choice.cluster()) {
            Move move = cluster.journal().get(moveId);
            List<MoveStep> steps = cluster.journal().steps(moveId);
            if (json) {
                out.println(MoveJson.of(move, steps));
            } else {
                text(move, steps, out);
            }
            out.flush();
            return 0;
        }
    }

    private static void text(Move move, List<MoveStep> steps, PrintWriter out) {
        out.println(move.describe() + ", asked for by " + move.requestedBy() + " at " + move.createdAt());
        out.println("phase " + move.phase().column() + ", worked at by "
                + move.leaseHolder().orElse("nobody") + ": " + MoveText.progress(move));
        TextTable table = new TextTable("at", "phase", "step", "state", "note");
        steps.forEach(step -> table.row(
                step.at().toString(),
                step.phase(),
                step.step(),
                step.state(),
                step.note().orElse("")));
        table.print(out);
    }
}
