package dev.tessera.router;

import java.util.Map;
import java.util.Optional;

/**
 * The metrics of one shard in one router. Counts continue when the shard's address changes; they begin at zero with the router.
 *
 * @param problem why nobody is let in; empty while the shard is served
 * @param poolActive connections in use
 * @param poolIdle connections open and not in use
 * @param poolPending threads that wait for a connection
 * @param threadsUsed threads that hold a connection or wait for one
 * @param errors by kind, each kind named
 * @param retries by cause, each cause named
 * @param statementSeconds of the statements of work in buckets, failed ones included; BEGIN and COMMIT are not among them
 * @param acquireSeconds how long it took to get a connection, or to be told that there is none
 * @param transactions that were begun; work of one statement has none
 * @param commitSeconds of their COMMITs, unanswered ones included
 * @param acrossShardsReads statements over all buckets that read from this shard
 */
public record ShardMetrics(
        Optional<String> problem,
        int poolActive,
        int poolIdle,
        int poolPending,
        int threadsUsed,
        Map<ErrorKind, Long> errors,
        Map<RetryCause, Long> retries,
        Histogram statementSeconds,
        Histogram acquireSeconds,
        long transactions,
        Histogram commitSeconds,
        long acrossShardsReads) {

    public ShardMetrics {
        errors = Map.copyOf(errors);
        retries = Map.copyOf(retries);
    }

    public boolean isUp() {
        return problem.isEmpty();
    }

    public long statements() {
        return statementSeconds.count();
    }

    public long errors(ErrorKind kind) {
        return errors.getOrDefault(kind, 0L);
    }

    public long retries(RetryCause cause) {
        return retries.getOrDefault(cause, 0L);
    }
}
