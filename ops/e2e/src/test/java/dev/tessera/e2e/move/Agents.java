package dev.tessera.e2e.move;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.repair.Agent;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.testbed.TestCluster;
import java.time.Duration;

/** An agent at work, in a thread of the test. */
public final class Agents implements AutoCloseable {
    private final Cluster cluster;
    private final Thread thread;

    private Agents(Cluster cluster, Thread thread) {
        this.cluster = cluster;
        this.thread = thread;
    }

    public static Agents start(TestCluster servers) {
        return start(servers.config(), servers.operator());
    }

    public static Agents start(ClusterConfig config, Credentials operator) {
        Cluster cluster = new Cluster(config, operator, Changelogs.shipped());
        Agent agent = new Agent(
                new MoverContext(cluster, MoverProcess.options(), Milestones.none(), "an agent"),
                Duration.ofSeconds(1),
                4,
                text -> System.out.println("agent: " + text));
        Thread thread = new Thread(() -> run(agent), "agent");
        thread.start();
        return new Agents(cluster, thread);
    }

    private static void run(Agent agent) {
        try {
            agent.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
        cluster.close();
    }
}
