/** {@code cluster.yml}: values, and how it is read. Uses internal.yaml. */
@NullMarked
package dev.tessera.shardconfig.cluster;

import org.jspecify.annotations.NullMarked;
