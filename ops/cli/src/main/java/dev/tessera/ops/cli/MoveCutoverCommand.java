package dev.tessera.ops.cli;

import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRefusedException;
import dev.tessera.ops.move.phases.Cluster;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl move cutover ID}. */
@Command(
        name = "cutover",
        description = "Lets a move that has caught up take its fence, as soon as it can.",
        mixinStandardHelpOptions = true)
final class MoveCutoverCommand implements Callable<Integer> {
    @Mixin
    private MoveChoice choice = new MoveChoice();

    @Parameters(index = "0", paramLabel = "ID", description = "Of the move.")
    private long moveId;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = choice.cluster()) {
            Move move = cluster.journal().get(moveId);
            if (!move.isOpen()) {
                throw new MoveRefusedException(
                        move.describe() + " is " + move.phase().column() + "; its cutover is over");
            }
            cluster.journal().cutover(moveId, CutoverMode.NOW);
            cluster.audit().record(MoveChoice.who(), "move cutover", move.describe());
            out.println(move.describe() + " takes its fence as soon as it can");
            out.flush();
            return 0;
        }
    }
}
