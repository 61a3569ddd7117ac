/** Where to cut buckets: evenly, by what their slots hold, or round one key; and in which rounds. Uses cluster and transfer. */
@NullMarked
package dev.tessera.ops.move.split;

import org.jspecify.annotations.NullMarked;
