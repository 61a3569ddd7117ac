/** Commands about the whole cluster: init, status, migrate, query, audit. Uses option and render. */
@NullMarked
package dev.tessera.ops.cli.cluster;

import org.jspecify.annotations.NullMarked;
