/** What travels over HTTP, as records, and how it is read and written as JSON. Uses shardconfig and errors; knows no SQL. */
@NullMarked
package dev.tessera.app.api;

import org.jspecify.annotations.NullMarked;
