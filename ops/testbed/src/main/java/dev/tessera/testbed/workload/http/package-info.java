/** Requests to apps, and what became of them. Uses nothing of the workload. */
@NullMarked
package dev.tessera.testbed.workload.http;

import org.jspecify.annotations.NullMarked;
