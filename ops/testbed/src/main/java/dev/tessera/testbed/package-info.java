/**
 * Real MySQL servers and clusters for tests, benchmarks and the quickstart. Uses apt, docker, process and server, and migrations and
 * shard-config.
 */
@NullMarked
package dev.tessera.testbed;

import org.jspecify.annotations.NullMarked;
