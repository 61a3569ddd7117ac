package dev.tessera.ops.move.cutover;

import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.ops.move.servers.BucketSession;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.TesseraException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The turn for a cutover on a server: RENAMEs side by side slow each other down, and clients wait for each. It is asked for and never waited for
 * with another in hand, so two movers never wait for each other. Ends with the sessions. Not thread-safe.
 */
public final class FenceTurn implements AutoCloseable {
    private final List<BucketSession> servers;
    private final List<BucketSession> taken = new ArrayList<>();

    public FenceTurn(MoveSession session) {
        servers = Stream.of(session.source(), session.target()).distinct().toList();
    }

    /** Takes it on source and target, or on neither; says whose turn it is otherwise. */
    public Optional<String> take() {
        for (BucketSession server : servers) {
            if (!ServerLock.tryTake(server.sql(), ServerLock.FENCE)) {
                close();
                return Optional.of("another cutover on " + server.server().shard());
            }
            taken.add(server);
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        for (BucketSession server : taken) {
            try {
                server.sql().execute("do release_lock(?)", ServerLock.FENCE);
            } catch (TesseraException gone) {
                // The lock went with the session.
            }
        }
        taken.clear();
    }
}
