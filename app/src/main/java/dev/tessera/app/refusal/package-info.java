/** What is refused, and why, without a word of HTTP: the layer of errors says what a client is told. Uses shardconfig. */
@NullMarked
package dev.tessera.app.refusal;

import org.jspecify.annotations.NullMarked;
