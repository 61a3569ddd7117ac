package dev.tessera.ops.move.repair;

import dev.tessera.shardconfig.ShardName;

/** What puts a finding right. */
public sealed interface Repair {
    /** For people: what will be done. */
    String describe();

    /** Finishes or undoes a cutover at which nobody works. */
    record SettleCutover(long moveId) implements Repair {
        @Override
        public String describe() {
            return "finish or undo the cutover of move " + moveId + ", as the servers show";
        }
    }

    /** Has the directory say what is live. */
    record CorrectPlacement(int bucket, ShardName home) implements Repair {
        @Override
        public String describe() {
            return "publish that bucket " + bucket + " lives on " + home;
        }
    }

    /** Ends a cutover that no move knows of. */
    record EndCutover(int bucket) implements Repair {
        @Override
        public String describe() {
            return "publish that bucket " + bucket + " is not in a cutover";
        }
    }

    /** Renames live tables away from a server where the bucket doesn't live. */
    record RenameAway(int bucket, ShardName shard) implements Repair {
        @Override
        public String describe() {
            return "rename the tables of bucket " + bucket + " on " + shard + " away, into a schema of their own";
        }
    }

    /** Compares an unknown server with the rest, fences what lives elsewhere, and accepts it. */
    record Reconcile(ShardName shard) implements Repair {
        @Override
        public String describe() {
            return "compare the server of " + shard + " with the rest, rename away what lives elsewhere, accept it";
        }
    }
}
