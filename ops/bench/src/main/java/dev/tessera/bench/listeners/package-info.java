/** What it costs to tell many listeners of changes, and how late they are told. Uses moves for the cluster, measure, and the testbed's workload. */
@NullMarked
package dev.tessera.bench.listeners;

import org.jspecify.annotations.NullMarked;
