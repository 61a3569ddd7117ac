package dev.tessera.ops.cli.bucket;

import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.ThreadKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code shardctl where thread}. */
@Command(
        name = "thread",
        description = "Of a page's thread: `where thread blog.example.com /2026/mosaics`.",
        mixinStandardHelpOptions = true)
final class WhereThreadCommand extends KeyCommand {
    @Parameters(index = "0", paramLabel = "SITE", description = "The site's host name.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String site;

    @Parameters(index = "1", paramLabel = "PATH", description = "The page's path, from its first /.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String path;

    @Override
    Key given() {
        ThreadKey key = ThreadKey.of(site, path);
        return new Key("thread", key.site() + key.path(), SlotFunction.slotOf(key));
    }
}
