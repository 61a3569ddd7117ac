package dev.tessera.ops.cli.move;

import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code shardctl move watch}. */
@Command(
        name = "watch",
        description = "Prints a line for each open move, every second, until none is open.",
        mixinStandardHelpOptions = true)
final class MoveWatchCommand implements Callable<Integer> {
    private static final long EVERY_MILLIS = 1_000;

    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open()) {
            List<Move> open = open(cluster);
            while (!open.isEmpty()) {
                open.forEach(move ->
                        out.println(move.describe() + ", " + move.phase().column() + ": " + MoveText.progress(move)));
                out.flush();
                Thread.sleep(EVERY_MILLIS);
                open = open(cluster);
            }
            out.println("no move is open");
            out.flush();
            return 0;
        }
    }

    private static List<Move> open(Cluster cluster) {
        return cluster.journal().all().stream().filter(Move::isOpen).toList();
    }
}
