/** Whether doctor and the list of moves say anything of commands that are healthy. */
@NullMarked
package dev.tessera.bench.doctor;

import org.jspecify.annotations.NullMarked;
