/** Classification of failed statements: what may be repeated, and as which kind a failure is counted. Uses router. */
@NullMarked
package dev.tessera.router.internal.failure;

import org.jspecify.annotations.NullMarked;
