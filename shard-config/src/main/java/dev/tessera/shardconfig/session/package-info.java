/**
 * Session variables of MySQL: which of them Tessera's sessions pin, to what and why, and which are left alone. Pure: text and
 * comparisons; whoever opens connections sends the text.
 */
@NullMarked
package dev.tessera.shardconfig.session;

import org.jspecify.annotations.NullMarked;
