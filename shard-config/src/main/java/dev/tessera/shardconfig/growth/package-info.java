/**
 * The values of {@code growth-plan.yml}: capacities of shards, future stages and what triggers them; and how the file is read. Uses
 * shardconfig, cluster and internal.yaml.
 */
@NullMarked
package dev.tessera.shardconfig.growth;

import org.jspecify.annotations.NullMarked;
