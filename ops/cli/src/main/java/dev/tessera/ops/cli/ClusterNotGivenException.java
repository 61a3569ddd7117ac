package dev.tessera.ops.cli;

import dev.tessera.shardconfig.TesseraException;

/** Nothing says which cluster a command is about. */
final class ClusterNotGivenException extends TesseraException {
    ClusterNotGivenException(String message) {
        super(message);
    }
}
