/** Measures what routing costs, on real servers, beside what it is compared with. May use every room. */
@NullMarked
package dev.tessera.bench.measure;

import org.jspecify.annotations.NullMarked;
