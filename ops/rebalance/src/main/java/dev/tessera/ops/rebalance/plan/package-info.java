/**
 * Plans for a whole cluster: made from what is there, saved in a file that is reviewed like code, and carried out move by move. What is best is worked out by
 * {@code dev.tessera.shardconfig.planner}; here it meets servers and the directory. May use journal, growth and run.
 */
@NullMarked
package dev.tessera.ops.rebalance.plan;

import org.jspecify.annotations.NullMarked;
