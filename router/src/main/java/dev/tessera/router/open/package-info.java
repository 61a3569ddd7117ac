/** The door: opens a router. Uses internal. */
@NullMarked
package dev.tessera.router.open;

import org.jspecify.annotations.NullMarked;
