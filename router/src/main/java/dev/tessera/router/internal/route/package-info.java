/** A compiled statement, and its text for each bucket. Uses no other package of the router. */
@NullMarked
package dev.tessera.router.internal.route;

import org.jspecify.annotations.NullMarked;
