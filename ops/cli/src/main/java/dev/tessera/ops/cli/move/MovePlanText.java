package dev.tessera.ops.cli.move;

import dev.tessera.ops.cli.render.Count;
import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.PlannedMove;
import dev.tessera.shardconfig.DataSize;
import java.io.PrintWriter;
import java.time.Duration;

/** A plan for people. */
public final class MovePlanText {
    private MovePlanText() {}

    public static void print(MovePlan plan, int atOnce, PrintWriter out) {
        if (!plan.alreadyThere().isEmpty()) {
            out.println("already there, skipped: " + plan.alreadyThere());
        }
        if (!plan.moves().isEmpty()) {
            TextTable table = new TextTable(">bucket", "from", "to", ">schema", ">size", "how");
            for (PlannedMove move : plan.moves()) {
                table.row(
                        move.bucket().name(),
                        move.source().value(),
                        move.target().value(),
                        Integer.toString(move.schemaVersion()),
                        new DataSize(move.bytes()).readable(),
                        how(move));
            }
            table.print(out);
            out.println(Count.of(plan.moves().size(), "bucket") + ", " + new DataSize(plan.bytes()).readable()
                    + " to copy; at a guess " + words(plan.estimate(atOnce))
                    + ". Each bucket pauses once, for about two RENAMEs.");
        }
        plan.warnings().forEach(warning -> out.println("note: " + warning));
        plan.problems().forEach(problem -> out.println("refused: " + problem));
        out.flush();
    }

    private static String how(PlannedMove move) {
        return move.reverses()
                .map(reversed -> "back by move " + reversed + ", without a copy")
                .or(() -> move.closes().map(closed -> "a copy; move " + closed + " can't be reversed any more"))
                .orElse("a copy");
    }

    public static String words(Duration duration) {
        if (duration.toMinutes() < 2) {
            return duration.toSeconds() + " s";
        }
        return duration.toHours() < 2 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
