package dev.tessera.e2e.migrations;

import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that write by one of the releases that are served, and read by each of them what was written last. */
final class ReleaseTraffic implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<Client> clients = new ArrayList<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile List<Release> served;
    private volatile boolean stopped;

    private ReleaseTraffic(List<Release> served) {
        this.served = List.copyOf(served);
    }

    /** @param users each client's own */
    static ReleaseTraffic start(List<List<EntityId>> users, Release... served) {
        ReleaseTraffic traffic = new ReleaseTraffic(List.of(served));
        users.forEach(mine -> traffic.clients.add(traffic.new Client(mine)));
        traffic.clients.forEach(Thread::start);
        return traffic;
    }

    /** Returns when nothing that another release was asked is under way, and each client has met these some times. */
    void serve(Release... releases) {
        served = List.of(releases);
        List<Long> before = clients.stream().map(client -> client.rounds.get()).toList();
        Eventually.within(
                SOON,
                () -> !failures.isEmpty()
                        || clients.stream()
                                .allMatch(client -> client.rounds.get() > before.get(clients.indexOf(client)) + 20),
                "each client is served by the releases that are there now");
    }

    long rounds() {
        return clients.stream().mapToLong(client -> client.rounds.get()).sum();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        for (Client client : clients) {
            client.join();
        }
    }

    private final class Client extends Thread {
        private final AtomicLong rounds = new AtomicLong();
        private final List<EntityId> users;

        Client(List<EntityId> users) {
            super("client of releases");
            this.users = users;
        }

        @Override
        public void run() {
            while (!stopped && failures.size() < 10) {
                try {
                    round(served);
                } catch (RuntimeException | AssertionError e) {
                    failures.add(String.valueOf(e));
                }
                rounds.incrementAndGet();
            }
        }

        private void round(List<Release> releases) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            EntityId user = users.get(random.nextInt(users.size()));
            String text = "text " + rounds + " of " + user;
            releases.get(random.nextInt(releases.size())).write(user, text);
            for (Release release : releases) {
                Optional<String> read = release.read(user);
                if (!read.equals(Optional.of(text))) {
                    failures.add("'" + text + "' was written, and '" + read + "' is read");
                }
            }
        }
    }
}
