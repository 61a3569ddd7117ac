/** Pure values of Tessera: keys, buckets, ids and placements. Of this module it uses redaction alone; of other modules nothing. */
@NullMarked
package dev.tessera.shardconfig;

import org.jspecify.annotations.NullMarked;
