/** Metrics of the app and its router in the format of Prometheus, for the admin port. Uses the public API of router, and shard-config. */
@NullMarked
package dev.tessera.app.metrics;

import org.jspecify.annotations.NullMarked;
