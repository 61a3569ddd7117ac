/** The pure values of Tessera: clusters, keys, buckets, ids and placements. Uses nothing of the other rooms. */
@NullMarked
package dev.tessera.shardconfig;

import org.jspecify.annotations.NullMarked;
