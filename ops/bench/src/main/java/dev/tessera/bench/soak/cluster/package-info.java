/**
 * The system under test: MySQL servers, apps, agents and {@code shardctl} as processes, the network between them, and the releases that it
 * is migrated to. Faults can be injected into each of them and removed again. Uses plan, measure, migrations, ops and the testbed.
 */
@NullMarked
package dev.tessera.bench.soak.cluster;

import org.jspecify.annotations.NullMarked;
