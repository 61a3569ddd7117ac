/** Opens a router. Uses router and internal. */
@NullMarked
package dev.tessera.router.open;

import org.jspecify.annotations.NullMarked;
