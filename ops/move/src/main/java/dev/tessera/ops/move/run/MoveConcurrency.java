package dev.tessera.ops.move.run;

import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Room for moves on each server. Taken in the order of names, so that nobody waits in a circle. Thread-safe. */
final class MoveConcurrency {
    /** Two places, given back together. */
    interface Taken extends AutoCloseable {
        @Override
        void close();
    }

    private final int perServer;
    private final Map<ShardName, Semaphore> servers = new ConcurrentHashMap<>();

    MoveConcurrency(int perServer) {
        this.perServer = perServer;
    }

    Taken take(ShardName source, ShardName target) throws InterruptedException {
        List<Semaphore> needed = Stream.of(source, target)
                .distinct()
                .sorted()
                .map(server -> servers.computeIfAbsent(server, name -> new Semaphore(perServer, true)))
                .toList();
        needed.get(0).acquire();
        try {
            for (Semaphore other : needed.subList(1, needed.size())) {
                other.acquire();
            }
        } catch (InterruptedException e) {
            needed.get(0).release();
            throw e;
        }
        return () -> needed.forEach(Semaphore::release);
    }
}
