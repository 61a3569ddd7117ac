package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.transfer.spec.Deadline;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The servers that may take a shard's place: what they haven't executed, a failover undoes. Opened once, asked often. */
public final class Replicas implements AutoCloseable {
    private static final Duration TO_ANSWER = Duration.ofMillis(200);

    private record Replica(ServerAddress address, SqlSession session) {}

    private final List<Replica> replicas = new ArrayList<>();
    private final List<String> unreachable = new ArrayList<>();

    public Replicas(ShardConfig shard, Credentials account) {
        if (shard.lossless()) {
            return;
        }
        for (ServerAddress address : shard.replicas()) {
            try {
                replicas.add(new Replica(address, SqlSession.open("replica of " + shard.name(), address, account)));
            } catch (ServerUnreachableException e) {
                unreachable.add("replica " + address + " can't be reached");
            }
        }
    }

    /** Who lacks some of these transactions then; empty when nobody does. */
    public List<String> behind(String gtidSet, Deadline deadline) {
        List<String> behind = new ArrayList<>(unreachable);
        for (Replica replica : replicas) {
            if (!hasExecuted(replica, gtidSet, deadline.leftToWait())) {
                behind.add("replica " + replica.address() + " has not executed everything yet");
            }
        }
        return behind;
    }

    private static boolean hasExecuted(Replica replica, String gtidSet, Duration atMost) {
        try {
            // One that hangs doesn't count the time itself.
            replica.session().waitForAnswers(atMost.plus(TO_ANSWER));
            return replica.session()
                    .query(
                            String.format(
                                    Locale.ROOT, "select wait_for_executed_gtid_set(?, %.3f)", atMost.toMillis() / 1e3),
                            row -> row.getInt(1) == 0,
                            gtidSet)
                    .get(0);
        } catch (StatementFailedException unreachable) {
            return false;
        }
    }

    @Override
    public void close() {
        replicas.forEach(replica -> replica.session().close());
    }
}
