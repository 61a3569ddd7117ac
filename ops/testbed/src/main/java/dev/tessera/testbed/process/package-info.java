/** Child processes, folders, ports and waiting. Uses nothing of the testbed. */
@NullMarked
package dev.tessera.testbed.process;

import org.jspecify.annotations.NullMarked;
