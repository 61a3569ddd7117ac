/**
 * Audits a round: differences in the data, failures that no fault explains, and how long buckets were unavailable. Uses cluster, plan,
 * ops/move and the testbed.
 */
@NullMarked
package dev.tessera.bench.soak.audit;

import org.jspecify.annotations.NullMarked;
