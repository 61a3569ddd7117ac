/** The interface of a MySQL server in tests, and servers that are local processes. Uses process and shard-config. */
@NullMarked
package dev.tessera.testbed.server;

import org.jspecify.annotations.NullMarked;
