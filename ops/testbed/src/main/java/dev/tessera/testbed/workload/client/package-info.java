/** The clients of the checked workload. Uses workload.state and workload.http. */
@NullMarked
package dev.tessera.testbed.workload.client;

import org.jspecify.annotations.NullMarked;
