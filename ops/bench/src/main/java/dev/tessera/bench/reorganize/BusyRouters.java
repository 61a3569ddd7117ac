package dev.tessera.bench.reorganize;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Clients of routers, one of each, that write and read without rest until this is closed. */
final class BusyRouters implements AutoCloseable {
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean closed;

    BusyRouters(List<StaleRouter> routers, WrittenUsers users, long seed) {
        for (StaleRouter router : routers) {
            Random random = new Random(seed + clients.size());
            Thread client = new Thread(
                    () -> {
                        while (!closed) {
                            users.act(router, random);
                        }
                    },
                    "client of a stale router");
            clients.add(client);
            client.start();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        for (Thread client : clients) {
            client.join();
        }
    }
}
