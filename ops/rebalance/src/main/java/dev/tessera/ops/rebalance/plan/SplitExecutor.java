package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.planning.split.SplitStep;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.function.Consumer;

/** Carries out the splits of a plan, one step at a time. Each method may be called again for what it has done already. */
public interface SplitExecutor {
    /**
     * Reads, and changes nothing.
     *
     * @param shard where the parent lives
     * @return what speaks against the step now, for people; empty when nothing does
     */
    List<String> problems(SplitStep step, ShardName shard);

    /**
     * Returns when the children are live and published; goes on with a reorganization of these buckets that is open already.
     *
     * @param planId under which the reorganization is recorded
     * @throws dev.tessera.shardconfig.TesseraException when it needs a person; parent or children are served as before
     */
    void split(SplitStep step, ShardName shard, String planId, Consumer<String> says) throws InterruptedException;

    /**
     * Compares the children with the frozen parent, waits for the grace period, and drops the parent, so that the next step has the room.
     * Does nothing when that has been done.
     *
     * @throws dev.tessera.shardconfig.TesseraException when the comparison finds a difference; nothing is dropped then
     */
    void complete(SplitStep step, ShardName shard, Consumer<String> says) throws InterruptedException;
}
