/** Judges what a round has left: what differs, which failures a strike explains, and how long buckets were away. May use every room. */
@NullMarked
package dev.tessera.bench.soak.audit;

import org.jspecify.annotations.NullMarked;
