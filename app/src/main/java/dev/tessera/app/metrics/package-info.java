/** What the app and its router measure, as Prometheus reads it from the admin port. Uses the router's public API. */
@NullMarked
package dev.tessera.app.metrics;

import org.jspecify.annotations.NullMarked;
