/** What a move does when somebody alters a table under it and no binlog tells. Uses the mover, and the servers of {@code bench.moves}. */
@NullMarked
package dev.tessera.bench.ddl;

import org.jspecify.annotations.NullMarked;
