package dev.tessera.ops.cli.bucket;

import dev.tessera.shardconfig.EntityId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code shardctl where id}. */
@Command(
        name = "id",
        description = "Of the id of a user, a thread or a comment, whether there is such a row or not.",
        mixinStandardHelpOptions = true)
final class WhereIdCommand extends KeyCommand {
    @Parameters(paramLabel = "ID", description = "The id, in decimal.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String id;

    @Override
    Key given() {
        EntityId parsed = EntityId.parse(id);
        return new Key("id", parsed + ", made at " + parsed.time(), parsed.slot());
    }
}
