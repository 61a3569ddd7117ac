/**
 * The checked workload: clients of the HTTP API that know the outcome of each request, readers that poll, preloaded buckets, and the audit
 * that compares what is stored with what was acknowledged. Uses the packages below it, process and shard-config.
 */
@NullMarked
package dev.tessera.testbed.workload;

import org.jspecify.annotations.NullMarked;
