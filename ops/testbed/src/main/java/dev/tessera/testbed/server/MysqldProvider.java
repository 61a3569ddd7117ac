package dev.tessera.testbed.server;

import dev.tessera.testbed.process.Cache;
import dev.tessera.testbed.process.FreePorts;
import dev.tessera.testbed.process.TestbedException;
import java.util.List;
import java.util.Optional;

/** Servers that are processes of this machine, whether their mysqld was found or fetched. */
public final class MysqldProvider implements MySqlProvider {
    private static final int ATTEMPTS = 4;

    private final Mysqld mysqld;
    private final DataTemplate template;

    public MysqldProvider(Mysqld mysqld, Cache cache) {
        this.mysqld = mysqld;
        this.template = new DataTemplate(mysqld, cache);
    }

    @Override
    public MySqlServer start(ServerSpec spec) {
        if (spec.port() != 0) {
            return MysqldServer.start(mysqld, template, spec, spec.port());
        }
        return startOnFreePort(spec, ATTEMPTS);
    }

    @Override
    public Optional<List<String>> client(String program) {
        return mysqld.beside(program);
    }

    /** Between finding a free port and binding it another process may come first. */
    private MySqlServer startOnFreePort(ServerSpec spec, int attempts) {
        try {
            return MysqldServer.start(mysqld, template, spec, FreePorts.next());
        } catch (TestbedException e) {
            if (attempts > 1 && String.valueOf(e.getMessage()).contains("Address already in use")) {
                return startOnFreePort(spec, attempts - 1);
            }
            throw e;
        }
    }

    @Override
    public String toString() {
        return "MySQL " + mysqld.version() + " ("
                + mysqld.command().get(mysqld.command().size() - 1) + ")";
    }
}
