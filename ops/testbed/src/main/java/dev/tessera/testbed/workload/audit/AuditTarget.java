package dev.tessera.testbed.workload.audit;

import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where an audit looks.
 *
 * @param bases of the apps to ask; none for those of the workload
 * @param shards every server that may hold buckets; none when only the apps are to be asked
 * @param account may read all of {@code tessera} on the shards
 * @param timeout for relay and sweep to empty the outboxes
 */
public record AuditTarget(List<URI> bases, List<ServerAddress> shards, Credentials account, Duration timeout) {
    public AuditTarget {
        bases = List.copyOf(bases);
        shards = List.copyOf(shards);
    }

    public static AuditTarget of(List<ServerAddress> shards, Credentials account) {
        return new AuditTarget(List.of(), shards, account, Duration.ofSeconds(60));
    }

    public AuditTarget withTimeout(Duration newTimeout) {
        return new AuditTarget(bases, shards, account, newTimeout);
    }

    public AuditTarget withBases(List<URI> newBases) {
        return new AuditTarget(newBases, shards, account, timeout);
    }
}
