/** MySQL from its Docker image, through Testcontainers. Uses server and process. */
@NullMarked
package dev.tessera.testbed.docker;

import org.jspecify.annotations.NullMarked;
