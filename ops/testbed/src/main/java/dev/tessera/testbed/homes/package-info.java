/**
 * Where buckets are and were, read from the tables of servers and from their binlogs, independently of the directory. Uses process, server
 * and shard-config.
 */
@NullMarked
package dev.tessera.testbed.homes;

import org.jspecify.annotations.NullMarked;
