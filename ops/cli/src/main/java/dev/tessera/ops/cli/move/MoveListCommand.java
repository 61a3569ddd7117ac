package dev.tessera.ops.cli.move;

import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.shardconfig.move.MovePhase;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code shardctl move list}. */
@Command(
        name = "list",
        description = "Lists the moves that are not over, or all with --all.",
        mixinStandardHelpOptions = true)
final class MoveListCommand implements Callable<Integer> {
    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Option(names = "--all", description = "Also lists moves that are over.")
    private boolean all;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open()) {
            List<Move> moves = cluster.journal().all().stream()
                    .filter(move -> all || !move.phase().isTerminal())
                    .toList();
            Map<Long, ReverseReplication> reverseReplications = cluster.reverseReplications().all().stream()
                    .collect(Collectors.toMap(ReverseReplication::moveId, Function.identity()));
            if (json) {
                out.println(MoveJson.of(moves, reverseReplications));
            } else {
                table(moves, reverseReplications, out);
            }
            out.flush();
            return 0;
        }
    }

    private static void table(List<Move> moves, Map<Long, ReverseReplication> reverseReplications, PrintWriter out) {
        TextTable table = new TextTable(">move", ">bucket", "from", "to", "phase", "worked at by", "progress");
        for (Move move : moves) {
            table.row(
                    Long.toString(move.moveId()),
                    move.bucket().name(),
                    move.source().value(),
                    move.isReorganization()
                            ? move.parents().size() + " into " + move.children().size()
                            : move.target().value(),
                    move.phase().column(),
                    MoveText.worker(move),
                    MoveText.progress(move) + reverseReplication(move, reverseReplications));
        }
        if (moves.isEmpty()) {
            out.println("no moves");
        } else {
            table.print(out);
        }
    }

    private static String reverseReplication(Move move, Map<Long, ReverseReplication> reverseReplications) {
        return Optional.ofNullable(reverseReplications.get(move.moveId()))
                .filter(reverseReplication -> move.phase() == MovePhase.SWITCHED)
                .map(reverseReplication -> "; " + ReverseReplicationText.of(reverseReplication))
                .orElse("");
    }
}
