/**
 * The checked workload: clients of the HTTP API that know the outcome of everything they did, readers that poll, preloaded buckets, and
 * the audit that compares what is stored with what was acknowledged. Uses shard-config, migrations, Jackson and plain sockets.
 */
@NullMarked
package dev.tessera.testbed.workload;

import org.jspecify.annotations.NullMarked;
