/** What the clients know to be so: users, threads, comments. Uses workload.http. */
@NullMarked
package dev.tessera.testbed.workload.state;

import org.jspecify.annotations.NullMarked;
