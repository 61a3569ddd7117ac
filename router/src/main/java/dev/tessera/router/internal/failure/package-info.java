/** What a failed statement means, and how it is counted. Uses router. */
@NullMarked
package dev.tessera.router.internal.failure;

import org.jspecify.annotations.NullMarked;
