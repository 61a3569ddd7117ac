package dev.tessera.ops.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tessera.ops.cli.move.MoveText;
import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.AuditEntry;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code shardctl audit}. */
@Command(
        name = "audit",
        description = "Shows the audit trail of the directory: who did what, and when. The newest entry is the last.",
        mixinStandardHelpOptions = true)
public final class AuditCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Option(names = "--last", paramLabel = "N", description = "Number of entries. Default: ${DEFAULT-VALUE}.")
    private int last = 50;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (last < 1 || last > MOST) {
            throw new ParameterException(spec.commandLine(), "--last is " + last + "; it must be 1 to " + MOST);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open()) {
            List<AuditEntry> entries = cluster.audit().last(last);
            if (json) {
                out.println(json(entries));
            } else {
                table(entries, out);
            }
            out.flush();
            return 0;
        }
    }

    private static void table(List<AuditEntry> entries, PrintWriter out) {
        if (entries.isEmpty()) {
            out.println("nothing yet");
            return;
        }
        TextTable table = new TextTable("at", "who", "action", "what");
        entries.forEach(entry -> table.row(entry.at().toString(), entry.who(), entry.action(), what(entry)));
        table.print(out);
    }

    private static String what(AuditEntry entry) {
        JsonNode what = details(entry).path("what");
        return what.isTextual() ? what.asText() : entry.details();
    }

    private static String json(List<AuditEntry> entries) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        entries.forEach(entry -> array.addObject()
                .put("number", entry.number())
                .put("at", entry.at().toString())
                .put("who", entry.who())
                .put("action", entry.action())
                .set("details", details(entry)));
        return array.toPrettyString();
    }

    private static JsonNode details(AuditEntry entry) {
        return MoveText.json(Optional.of(entry.details()));
    }
}
