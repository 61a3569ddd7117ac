/** What clients want to write, checked before anything is asked of a server. */
@NullMarked
package dev.tessera.app.core.draft;

import org.jspecify.annotations.NullMarked;
