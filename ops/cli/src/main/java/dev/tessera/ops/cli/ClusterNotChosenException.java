package dev.tessera.ops.cli;

import dev.tessera.shardconfig.TesseraException;

/** Nothing says which cluster a command is about. */
final class ClusterNotChosenException extends TesseraException {
    ClusterNotChosenException(String message) {
        super(message);
    }
}
