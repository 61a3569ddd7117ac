/**
 * The transfer of rows: copy, catch-up from the binlog of the source, verification. Uses the packages below it, migrations and
 * shard-config; knows nothing of phases, leases or renames, except for the lease row that its commits check.
 */
@NullMarked
package dev.tessera.ops.move.transfer;

import org.jspecify.annotations.NullMarked;
