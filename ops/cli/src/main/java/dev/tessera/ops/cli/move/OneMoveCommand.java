package dev.tessera.ops.cli.move;

import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command about one move: {@code shardctl move VERB ID}. */
abstract class OneMoveCommand implements Callable<Integer> {
    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Parameters(index = "0", paramLabel = "ID", description = "The number of the move.")
    private long moveId;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Returns the exit code. */
    abstract int run(Cluster cluster, Move move, PrintWriter out) throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open()) {
            int code = run(cluster, cluster.journal().get(moveId), out);
            out.flush();
            return code;
        }
    }
}
