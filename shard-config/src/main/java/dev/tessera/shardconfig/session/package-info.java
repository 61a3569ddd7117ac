/**
 * Session variables of MySQL: which of them Tessera pins, to which value and why, and which it leaves alone. Only text and comparisons;
 * the code that opens connections sends the text. Uses nothing.
 */
@NullMarked
package dev.tessera.shardconfig.session;

import org.jspecify.annotations.NullMarked;
