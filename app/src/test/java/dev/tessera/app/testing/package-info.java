/** Instances of the app for tests, clusters they run on, and a client that speaks to them. Tests of other modules use it too. */
@NullMarked
package dev.tessera.app.testing;

import org.jspecify.annotations.NullMarked;
