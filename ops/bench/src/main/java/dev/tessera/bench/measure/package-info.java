/** What the benchmarks share: measurement, statistics, processes and report files. Uses routing.sides, app, router and the testbed. */
@NullMarked
package dev.tessera.bench.measure;

import org.jspecify.annotations.NullMarked;
