/** Compares what is stored with what was acknowledged. Uses workload.state, workload.http and process. */
@NullMarked
package dev.tessera.testbed.workload.audit;

import org.jspecify.annotations.NullMarked;
