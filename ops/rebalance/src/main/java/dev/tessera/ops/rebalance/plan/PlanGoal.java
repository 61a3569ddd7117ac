package dev.tessera.ops.rebalance.plan;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.StageName;

/** The goal of a plan. */
public sealed interface PlanGoal {
    /** As it is asked on the command line: {@code stage double}. */
    String words();

    /** The cluster is as a stage of its growth plan says. */
    record ReachStage(StageName stage) implements PlanGoal {
        @Override
        public String words() {
            return "stage " + stage;
        }
    }

    /** A shard has its part: one that holds nothing yet. */
    record Add(ShardName shard) implements PlanGoal {
        @Override
        public String words() {
            return "add " + shard;
        }
    }

    /** A shard holds nothing any more. */
    record Drain(ShardName shard) implements PlanGoal {
        @Override
        public String words() {
            return "drain " + shard;
        }
    }

    /** The shards that there are have their parts. */
    record Rebalance() implements PlanGoal {
        @Override
        public String words() {
            return "rebalance";
        }
    }
}
