/** Requests to apps, and their outcomes. Uses no other package of the testbed. */
@NullMarked
package dev.tessera.testbed.workload.http;

import org.jspecify.annotations.NullMarked;
