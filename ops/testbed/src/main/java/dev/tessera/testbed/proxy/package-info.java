/** A TCP proxy that reads MySQL packets and breaks connections on demand. Uses process and server. */
@NullMarked
package dev.tessera.testbed.proxy;

import org.jspecify.annotations.NullMarked;
