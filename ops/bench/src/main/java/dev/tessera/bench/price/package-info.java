/** What two builds of the service cost beside each other: requests over HTTP, and the bytes of a comment. Uses measure and the testbed. */
@NullMarked
package dev.tessera.bench.price;

import org.jspecify.annotations.NullMarked;
