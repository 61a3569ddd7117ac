package dev.tessera.ops.cli.option;

import dev.tessera.shardconfig.TesseraException;

/** Nothing says which cluster a command is about. */
public final class ClusterNotGivenException extends TesseraException {
    ClusterNotGivenException(String message) {
        super(message);
    }
}
