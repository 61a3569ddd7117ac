/** The clients of the checked workload. Uses workload.state, workload.http, testbed and process. */
@NullMarked
package dev.tessera.testbed.workload.client;

import org.jspecify.annotations.NullMarked;
