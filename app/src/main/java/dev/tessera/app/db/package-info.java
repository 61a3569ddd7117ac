/** The SQL, one class for each table, and the rows it reads and writes. Everything takes a handle that the router has bound to one bucket. */
@NullMarked
package dev.tessera.app.db;

import org.jspecify.annotations.NullMarked;
