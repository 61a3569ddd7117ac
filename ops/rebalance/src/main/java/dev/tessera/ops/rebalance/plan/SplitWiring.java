package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.planning.split.SplitStep;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The one place that says by what the splits of a plan are carried out. By nothing yet: a plan with splits that are left is refused. */
public final class SplitWiring {
    private SplitWiring() {}

    /**
     * @param cluster whose buckets are split
     * @param settings of the run
     */
    @SuppressWarnings("unused") // what carries out splits will need both
    public static SplitExecutor executor(Cluster cluster, PlanSettings settings) {
        return new Refused();
    }

    private static final class Refused implements SplitExecutor {
        private static final String REFUSAL =
                "the plan splits buckets first, and this version of shardctl carries out moves only";

        @Override
        public Optional<String> refusal() {
            return Optional.of(REFUSAL);
        }

        @Override
        public List<String> problems(SplitStep step, ShardName shard) {
            return List.of(REFUSAL);
        }

        @Override
        public void split(SplitStep step, ShardName shard, String planId, Consumer<String> says) {
            throw new MoveRefusedException(REFUSAL);
        }

        /** Whoever split it by hand completes it by hand. */
        @Override
        public void complete(SplitStep step, ShardName shard, Consumer<String> says) {}
    }
}
