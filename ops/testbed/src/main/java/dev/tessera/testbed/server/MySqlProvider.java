package dev.tessera.testbed.server;

import java.util.List;
import java.util.Optional;

/** Where servers come from: Docker, a mysqld of this machine, or one fetched for the purpose. */
public interface MySqlProvider {
    /** Starts a server and returns when it answers. */
    MySqlServer start(ServerSpec spec);

    /**
     * How a client program that came with the servers is called: {@code mysqldump}. To be given {@code --no-defaults} first. Empty when
     * it can't be run on this machine.
     */
    default Optional<List<String>> client(String program) {
        return Optional.empty();
    }
}
