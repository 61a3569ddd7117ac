package dev.tessera.ops.move.transfer.binlog;

import dev.tessera.shardconfig.redaction.SafeMessage;
import java.io.IOException;

/** An event isn't what the source wrote. It was damaged on its way, or in the source's binlog. */
final class WrongChecksumException extends IOException implements SafeMessage {
    private static final long serialVersionUID = 1;

    WrongChecksumException(int code) {
        super("an event of type " + code + " arrived with a wrong checksum");
    }
}
