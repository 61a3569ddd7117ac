/** One connection to one server, whose session is what it must be; named locks; how a failed statement is told. Uses nothing of migrations. */
@NullMarked
package dev.tessera.migrations.sql;

import org.jspecify.annotations.NullMarked;
