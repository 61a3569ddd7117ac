/** Checks that doctor and the list of moves report nothing about commands that run normally. Uses measure, soak.cluster and ops/move. */
@NullMarked
package dev.tessera.bench.doctor;

import org.jspecify.annotations.NullMarked;
