/**
 * The system that is soaked: MySQL servers, apps, agents and {@code shardctl} as processes, the network between them, and the releases that it is
 * migrated to. All of it can be hurt, and healed. May use every room.
 */
@NullMarked
package dev.tessera.bench.soak.cluster;

import org.jspecify.annotations.NullMarked;
