/** Whose request it is: the one place that a token will speak in. */
@NullMarked
package dev.tessera.app.auth;

import org.jspecify.annotations.NullMarked;
