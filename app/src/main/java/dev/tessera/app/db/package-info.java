/** The SQL, one class for each table, and how rows become values of model. Everything takes a handle that the router has bound to the bucket of a slot. */
@NullMarked
package dev.tessera.app.db;

import org.jspecify.annotations.NullMarked;
