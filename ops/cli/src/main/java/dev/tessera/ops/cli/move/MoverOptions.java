package dev.tessera.ops.cli.move;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.Option;

/** What a command that works at moves can be told. */
public final class MoverOptions {
    @Option(names = "--disk-unchecked", description = "Doesn't check the free disk space of the target.")
    private boolean diskUnchecked;

    @Option(
            names = "--without-replicas",
            description = "Doesn't wait for replicas behind the fence. A failover can then undo the fence, and the "
                    + "promoted server isn't served until it is reconciled.")
    private boolean withoutReplicas;

    public boolean diskUnchecked() {
        return diskUnchecked;
    }

    public boolean withoutReplicas() {
        return withoutReplicas;
    }

    public Mover mover(Cluster cluster, MoveWatch watch) {
        return mover(cluster, options(), watch);
    }

    public static Mover mover(Cluster cluster, MoveOptions options, MoveWatch watch) {
        return new Mover(new MoverContext(cluster, options, Milestones.none(), who()), watch);
    }

    public MoveOptions options() {
        MoveOptions options = MoveOptions.defaults();
        if (diskUnchecked) {
            options = options.withDiskUnchecked();
        }
        return withoutReplicas ? options.withoutWaitingForReplicas() : options;
    }

    /** For leases and the audit trail: {@code ann@ops-1 (4711)}. */
    public static String who() {
        return System.getProperty("user.name") + "@" + host() + " ("
                + ProcessHandle.current().pid() + ")";
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
