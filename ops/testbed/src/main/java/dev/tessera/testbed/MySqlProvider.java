package dev.tessera.testbed;

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

    /** Starts a server and returns when it answers. */
    MySqlServer start(ServerSpec spec);
}
