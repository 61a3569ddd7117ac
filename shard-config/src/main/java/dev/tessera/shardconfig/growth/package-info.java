/**
 * How storage grows: what a shard may hold, the stages to come and what sets them off, as {@code growth-plan.yml} says. Pure values; uses
 * the values of the cluster.
 */
@NullMarked
package dev.tessera.shardconfig.growth;

import org.jspecify.annotations.NullMarked;
