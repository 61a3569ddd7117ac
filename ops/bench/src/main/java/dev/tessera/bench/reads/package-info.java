/** How many index entries a shard reads for a page, for changes and for what is known already, over several shapes of data. Uses moves for the cluster, and measure. */
@NullMarked
package dev.tessera.bench.reads;

import org.jspecify.annotations.NullMarked;
