/**
 * One connection to one server with pinned session variables; named locks; exceptions for failed statements. Uses no other package of
 * migrations.
 */
@NullMarked
package dev.tessera.migrations.sql;

import org.jspecify.annotations.NullMarked;
