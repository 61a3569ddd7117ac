/** Real MySQL servers for tests, benchmarks and the quickstart, and the tools that hurt them. */
@NullMarked
package dev.tessera.testbed;

import org.jspecify.annotations.NullMarked;
