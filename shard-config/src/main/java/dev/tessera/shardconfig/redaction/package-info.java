/**
 * The one door through which a failed statement becomes words: what was attempted, the server's number, and the server's own text where its
 * template can't hold a value of a row. Nothing here talks to a server; {@code java.sql} is used for its exceptions alone.
 */
@NullMarked
package dev.tessera.shardconfig.redaction;

import org.jspecify.annotations.NullMarked;
