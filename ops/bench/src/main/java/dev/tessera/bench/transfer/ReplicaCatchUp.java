package dev.tessera.bench.transfer;

import dev.tessera.testbed.server.MySqlServer;
import java.sql.SQLException;

/** MySQL's own replication, on the same two servers, as it is by itself: workers, dependency tracking and all. */
final class ReplicaCatchUp implements CatchUpWay {
    private static final int TIMEOUT_SECONDS = 600;

    private final TransferWork work;
    private final Kept kept;
    private final Backlog backlog;

    ReplicaCatchUp(TransferWork work, Kept kept, Backlog backlog) {
        this.work = work;
        this.kept = kept;
        this.backlog = backlog;
    }

    @Override
    public void prepare() {
        TwoServers servers = work.servers();
        kept.restore(TransferWork.SOURCE_SCHEMA);
        servers.target()
                .execute(
                        "reset binary logs and gtids",
                        "set global gtid_purged = '" + backlog.before().replaceAll("\\s", "") + "'");
        servers.target()
                .replicateFrom(
                        servers.source(),
                        servers.account().user().value(),
                        servers.account().password());
    }

    @Override
    public void catchUp() throws SQLException {
        MySqlServer target = work.servers().target();
        target.execute("start replica");
        String timedOut = TwoServers.text(
                target,
                "select wait_for_executed_gtid_set('" + backlog.after().replaceAll("\\s", "") + "', " + TIMEOUT_SECONDS
                        + ")");
        if (!timedOut.equals("0")) {
            throw new IllegalStateException("the replica has not caught up within " + TIMEOUT_SECONDS + " s");
        }
    }

    @Override
    public void end() {
        work.servers().target().execute("stop replica", "reset replica all");
    }

    /** For example {@code 4 workers}. */
    String workers() throws SQLException {
        return TwoServers.text(work.servers().target(), "select @@global.replica_parallel_workers") + " workers";
    }

    @Override
    public String table() {
        return TransferWork.SOURCE_SCHEMA + "." + GeneratedComments.table(work.firstBucket());
    }

    @Override
    public String toString() {
        return "replica";
    }
}
