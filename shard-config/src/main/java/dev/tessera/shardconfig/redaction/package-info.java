/**
 * Texts of failed statements without values of rows: the attempted action, the server's error number, and the server's own text where its
 * template can't hold a value. Connects to no server; uses {@code java.sql} for its exceptions alone.
 */
@NullMarked
package dev.tessera.shardconfig.redaction;

import org.jspecify.annotations.NullMarked;
