/** Real MySQL servers as tests have them, and those that are processes of this machine. Uses process. */
@NullMarked
package dev.tessera.testbed.server;

import org.jspecify.annotations.NullMarked;
