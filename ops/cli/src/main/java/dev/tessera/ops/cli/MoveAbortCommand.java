package dev.tessera.ops.cli;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.Wish;
import dev.tessera.ops.move.phases.Cluster;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl move abort ID}. */
@Command(
        name = "abort",
        description =
                "Gives a move up: the bucket stays where it was, and nothing of the move is left. Not after the switch.",
        mixinStandardHelpOptions = true)
final class MoveAbortCommand implements Callable<Integer> {
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
            cluster.journal().wish(moveId, Wish.ABORT);
            new MoveAbort(cluster, choice).run(move);
            out.println(move.describe() + " is aborted; bucket " + move.bucket() + " lives on " + move.source());
            out.flush();
            return 0;
        }
    }
}
