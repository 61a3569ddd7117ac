/** Compares what is stored with what was acknowledged. Uses workload.state and workload.http. */
@NullMarked
package dev.tessera.testbed.workload.audit;

import org.jspecify.annotations.NullMarked;
