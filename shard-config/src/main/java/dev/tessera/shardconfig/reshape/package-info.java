/** Which buckets become which when they are split or merged, and in which rounds. Uses nothing else but buckets. */
@NullMarked
package dev.tessera.shardconfig.reshape;

import org.jspecify.annotations.NullMarked;
