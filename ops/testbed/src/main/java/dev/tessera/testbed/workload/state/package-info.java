/**
 * The expected state of users, threads and comments, and the preloaded rows. Uses workload.http, testbed, process, migrations and
 * shard-config.
 */
@NullMarked
package dev.tessera.testbed.workload.state;

import org.jspecify.annotations.NullMarked;
