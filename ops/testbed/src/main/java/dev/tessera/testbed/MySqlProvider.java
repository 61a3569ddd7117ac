package dev.tessera.testbed;

import java.util.List;
import java.util.Optional;

/** Where servers come from: Docker, a mysqld of this machine, or one fetched for the purpose. */
public interface MySqlProvider {
    /**
     * Finds the first that works of docker, local, fetch, or the one that {@code TESSERA_MYSQL} names, and logs which
     * and why. May fetch packages, once.
     *
     * @throws TestbedException naming every way out, if there is none
     */
    static MySqlProvider detect() {
        return Detection.ofThisMachine().detect();
    }

    /**
     * Finds servers in one place only.
     *
     * @param source docker, local or fetch
     * @throws TestbedException saying why there are none there
     */
    static MySqlProvider from(String source) {
        return Detection.ofThisMachine(source).detect();
    }

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
