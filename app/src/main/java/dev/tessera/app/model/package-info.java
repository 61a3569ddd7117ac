/** Users, threads and comments as values that every layer may use. Nothing here knows of SQL, HTTP or JSON; uses shardconfig. */
@NullMarked
package dev.tessera.app.model;

import org.jspecify.annotations.NullMarked;
