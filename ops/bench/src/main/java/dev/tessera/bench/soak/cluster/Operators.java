package dev.tessera.bench.soak.cluster;

import dev.tessera.bench.measure.Daemon;
import dev.tessera.bench.measure.Jvm;
import dev.tessera.ops.cli.Shardctl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs {@code shardctl}, for operators and agents. Thread-safe. */
public final class Operators implements AutoCloseable {
    static final List<String> SMALL =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    private final Releases releases;
    private final NetworkPaths wires;
    private final NetworkPaths published;
    private final Path logs;
    private final List<ShardctlProcess> begun = new CopyOnWriteArrayList<>();

    /**
     * @param wires of movers
     * @param published to the addresses that the directory knows: a migration goes to no others
     */
    Operators(Releases releases, NetworkPaths wires, NetworkPaths published, Path logs) {
        this.releases = releases;
        this.wires = wires;
        this.published = published;
        this.logs = logs;
    }

    /** Begins a run of the newest release. */
    public ShardctlProcess shardctl(List<String> words) {
        return begin(releases.count(), wires, words);
    }

    /** Begins to bring every bucket to what a release brings. */
    public ShardctlProcess migrate(int release) {
        return begin(release, published, List.of("migrate"));
    }

    /** The same, with those buckets as well that can still go back by a move: they can't then. */
    public ShardctlProcess migrateAll(int release) {
        return begin(release, published, List.of("migrate", "--drop-reverse-replication"));
    }

    private synchronized ShardctlProcess begin(int release, NetworkPaths ways, List<String> words) {
        Path log = logs.resolve(String.format(Locale.ROOT, "shardctl-%04d.log", begun.size() + 1));
        ShardctlProcess process =
                new ShardctlProcess(String.join(" ", words), command(release, ways.folder(), words), log);
        begun.add(process);
        return process;
    }

    /** Those that are at work, the longest first. */
    public List<ShardctlProcess> atWork() {
        return begun.stream().filter(ShardctlProcess::isAlive).toList();
    }

    /** Looks at everything every other second. */
    Daemon agent(String name, Path cluster) {
        List<String> words = List.of("agent", "--examine-every", "2");
        return Daemon.start(command(releases.count(), cluster, words), logs.resolve(name + ".log"));
    }

    /** The folder of the cluster.yml that operators use. */
    public Path clusterFolder() {
        return published.folder();
    }

    private List<String> command(int release, Path cluster, List<String> words) {
        List<String> command = new ArrayList<>(Jvm.command(releases.classPath(release), SMALL));
        command.add(Shardctl.class.getName());
        command.addAll(words);
        command.addAll(List.of("--cluster", cluster.toString()));
        return command;
    }

    @Override
    public void close() {
        atWork().forEach(ShardctlProcess::kill);
        atWork().forEach(process -> process.awaitEnd(Duration.ofSeconds(10)));
    }
}
