package dev.tessera.ops.cli.move;

import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveStep;
import dev.tessera.ops.move.journal.ReverseReplication;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code shardctl move status ID}. */
@Command(
        name = "status",
        description = "Shows one move, with every step of its journal.",
        mixinStandardHelpOptions = true)
final class MoveStatusCommand extends OneMoveCommand {
    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    int run(Cluster cluster, Move move, PrintWriter out) {
        List<MoveStep> steps = cluster.journal().steps(move.moveId());
        Optional<ReverseReplication> reverseReplication =
                cluster.reverseReplications().find(move.moveId());
        if (json) {
            out.println(MoveJson.of(move, reverseReplication, steps));
        } else {
            text(move, reverseReplication, steps, out);
        }
        return 0;
    }

    private static void text(
            Move move, Optional<ReverseReplication> reverseReplication, List<MoveStep> steps, PrintWriter out) {
        out.println(move.describe() + ", asked for by " + move.requestedBy() + " at " + move.createdAt());
        out.println("phase " + move.phase().column() + ", worked at by " + MoveText.worker(move) + ": "
                + MoveText.progress(move));
        reverseReplication.map(ReverseReplicationText::inFull).ifPresent(out::println);
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
