package dev.tessera.ops.cli.bucket;

import dev.tessera.ops.move.cluster.Cluster;
import java.util.Optional;

/** A command that looks one key up. */
abstract class KeyCommand extends LocationCommand {
    /** @throws IllegalArgumentException when what was given is no key, saying why */
    abstract Key given();

    @Override
    final Optional<Key> key() {
        return Optional.of(given());
    }

    @Override
    final SlotLocation locate(Cluster cluster, Optional<Key> key) {
        return new SlotLocator(cluster).locate(key.orElseThrow().slot());
    }
}
