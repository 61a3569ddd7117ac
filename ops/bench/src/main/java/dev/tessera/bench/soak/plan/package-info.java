/** Which actions a soak takes and when: values, and how they are drawn from a seed. No I/O, no clock; uses nothing. */
@NullMarked
package dev.tessera.bench.soak.plan;

import org.jspecify.annotations.NullMarked;
