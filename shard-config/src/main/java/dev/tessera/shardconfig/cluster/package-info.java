/** The values of {@code cluster.yml}, and how the file is read. Uses shardconfig and internal.yaml. */
@NullMarked
package dev.tessera.shardconfig.cluster;

import org.jspecify.annotations.NullMarked;
