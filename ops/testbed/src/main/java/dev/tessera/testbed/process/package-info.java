/** Child processes, folders, ports and waiting. Uses no other package of the testbed. */
@NullMarked
package dev.tessera.testbed.process;

import org.jspecify.annotations.NullMarked;
