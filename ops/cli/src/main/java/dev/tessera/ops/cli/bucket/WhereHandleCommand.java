package dev.tessera.ops.cli.bucket;

import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.UserHandle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code shardctl where handle}. */
@Command(name = "handle", description = "Of a user: `where handle ada.amber`.", mixinStandardHelpOptions = true)
final class WhereHandleCommand extends KeyCommand {
    @Parameters(paramLabel = "HANDLE", description = "As it is displayed or stored.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String handle;

    @Override
    Key given() {
        UserHandle key = UserHandle.of(handle);
        return new Key("handle", key.canonical(), SlotFunction.slotOf(key));
    }
}
