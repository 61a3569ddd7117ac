/** What travels over HTTP, as records, and how it is read and written as JSON. Uses model, errors and shardconfig; knows no SQL. */
@NullMarked
package dev.tessera.app.api;

import org.jspecify.annotations.NullMarked;
