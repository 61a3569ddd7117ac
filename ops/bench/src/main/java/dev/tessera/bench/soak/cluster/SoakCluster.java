package dev.tessera.bench.soak.cluster;

import dev.tessera.bench.soak.plan.FaultTargetKind;
import dev.tessera.migrations.ClusterInit;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.Progress;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.process.TemporaryFolder;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.workload.Probe;
import dev.tessera.testbed.workload.audit.AuditTarget;
import dev.tessera.testbed.workload.state.Preload;
import dev.tessera.testbed.workload.state.Preloaded;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cluster of sixteen buckets with apps and agents. All of them reach servers over a network that can be broken, except the audit: each
 * app its directory, all apps and migrations together each shard, movers and each agent every server.
 */
public final class SoakCluster implements AutoCloseable {
    public static final int BUCKETS = 16;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Map<String, MySqlServer> servers;
    private final Map<String, FaultTarget> faultTargets = new LinkedHashMap<>();
    private final List<URI> bases = new ArrayList<>();
    private final List<Preloaded> preloaded = new ArrayList<>();
    private final Path logs;
    private final TemporaryFolder folder;
    private final TestCluster cluster;
    private final NetworkPaths published;
    private final Cluster opsCluster;
    private final Operators operators;

    private SoakCluster(Map<String, MySqlServer> servers, SoakClusterSize size, Path logs) throws IOException {
        this.servers = servers;
        this.logs = logs;
        folder = opened(TemporaryFolder.create("soak"));
        cluster = opened(TestCluster.configured(BUCKETS, directory(), shards().toArray(MySqlServer[]::new)));
        Releases releases = Releases.make(folder.in("releases"), size.releases());
        opsCluster = opened(new Cluster(cluster.config(), cluster.operator(), releases.newest()));
        published = wires("apps", shardsByName());
        operators = opened(new Operators(releases, wires("movers", servers), published, logs));
        servers.forEach((name, server) -> admit(new ServerFaultTarget(name, server)));
    }

    /**
     * Returns when every app answers.
     *
     * @param servers by their names, {@code directory} first, then the shards in the order of their names
     * @param logs a folder in which they stay
     */
    public static SoakCluster on(Map<String, MySqlServer> servers, SoakClusterSize size, Path logs) throws IOException {
        SoakCluster cluster = new SoakCluster(servers, size, logs);
        try {
            cluster.found();
            cluster.fill(size);
            cluster.startAgents(size.agents());
            cluster.startApps(size.apps());
            return cluster;
        } catch (IOException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The directory tells apps the addresses with which it was made. */
    private void found() throws IOException {
        ClusterConfig config = ClusterConfigFile.read(published.folder());
        new ClusterInit(config, cluster.operator(), cluster.app(), Changelogs.shipped(), Progress.none()).run();
    }

    private void fill(SoakClusterSize size) {
        Preload preload = new Preload(addresses(), cluster.operator());
        InitialBuckets buckets = new InitialBuckets(BUCKETS);
        for (int i = 0; i < size.filled(); i++) {
            preloaded.add(preload.fill(buckets.get(i * BUCKETS / size.filled()), size.comments()));
        }
    }

    private void startAgents(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            String name = "agent-" + i;
            Path its = wires(name, servers).folder();
            admit(new ProcessFaultTarget(name, Reach.NOBODY, opened(operators.agent(name, its)), () -> {}));
        }
    }

    private void startApps(int count) throws IOException {
        Map<String, MySqlServer> directory = Map.of(Reach.DIRECTORY, directory());
        List<App> apps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "app-" + i;
            apps.add(opened(App.start(name, wires(name, directory).folder(), logs)));
        }
        for (App app : apps) {
            app.awaitAnswer();
            bases.add(app.base());
            admit(app.faultTarget());
        }
    }

    private NetworkPaths wires(String party, Map<String, MySqlServer> to) throws IOException {
        NetworkPaths wires = opened(
                NetworkPaths.of(cluster.clusterDirectory(), folder.in("parties").resolve(party), to));
        to.keySet()
                .forEach(server ->
                        admit(new NetworkFaultTarget(nameOf(party, server), reach(party, server), wires.to(server))));
        return wires;
    }

    private static String nameOf(String party, String server) {
        return party + " to " + server;
    }

    /** Of a way: whose requests suffer. That of an app to its directory is known by the app's name. */
    private static Reach reach(String party, String server) {
        if (party.equals("apps")) {
            return Reach.ofServer(server);
        }
        return party.startsWith("app-") ? Reach.ofAppsDirectory(party) : Reach.NOBODY;
    }

    private void admit(FaultTarget faultTarget) {
        faultTargets.put(faultTarget.name(), faultTarget);
    }

    private <T extends AutoCloseable> T opened(T resource) {
        open.push(resource);
        return resource;
    }

    /** One whose place is a server's name. */
    public FaultTarget faultTarget(FaultTargetKind targetKind) {
        String name = targetKind instanceof FaultTargetKind.MysqldTarget mysqld
                ? mysqld.place().name()
                : targetKind instanceof FaultTargetKind.Wire wire
                        ? nameOf(wire.party(), wire.place().name())
                        : targetKind.toString();
        return Objects.requireNonNull(faultTargets.get(name), name);
    }

    public Collection<FaultTarget> faultTargets() {
        return faultTargets.values();
    }

    /** A run of shardctl, or an agent. */
    public Optional<FaultTarget> faultTargetWith(long pid) {
        return Stream.concat(operators.atWork().stream(), faultTargets.values().stream())
                .filter(faultTarget -> faultTarget.pid().equals(Optional.of(pid)))
                .findFirst();
    }

    public Operators operators() {
        return operators;
    }

    /** Directory and shards as they are, past the network that is broken. */
    public Cluster opsCluster() {
        return opsCluster;
    }

    public MySqlServer directory() {
        return Objects.requireNonNull(servers.get(Reach.DIRECTORY));
    }

    /** By their names. */
    public Map<String, MySqlServer> servers() {
        return servers;
    }

    private Map<String, MySqlServer> shardsByName() {
        Map<String, MySqlServer> shards = new LinkedHashMap<>(servers);
        shards.remove(Reach.DIRECTORY);
        return shards;
    }

    public List<MySqlServer> shards() {
        return servers.values().stream().skip(1).toList();
    }

    /** What an app is called in this soak. */
    public String appAt(String base) {
        int number = bases.indexOf(URI.create(base));
        return "app-" + number;
    }

    public WorkloadOptions workload() {
        return WorkloadOptions.of(bases, BUCKETS).withPreloaded(preloaded);
    }

    public AuditTarget auditTarget() {
        return AuditTarget.of(addresses(), cluster.operator());
    }

    public Probe probe() {
        return new Probe(bases);
    }

    private List<ServerAddress> addresses() {
        return shards().stream()
                .map(shard -> ServerAddress.parse(shard.address()))
                .toList();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception failure) {
                System.err.println("could not be closed: " + failure);
            }
        }
    }
}
