package dev.tessera.testbed.server;

import dev.tessera.testbed.process.TestbedException;

/** One of the places that servers may come from. */
public interface Source {
    /** What {@code TESSERA_MYSQL} calls it. */
    String name();

    /** What would have to be done for this source to work. */
    String wayOut();

    /**
     * Looks whether there is anything here.
     *
     * @throws TestbedException saying why there is nothing
     */
    MySqlProvider find();
}
