/** Commands for the whole cluster: init, status, migrate, query, audit, accept. Uses move, option and render. */
@NullMarked
package dev.tessera.ops.cli.cluster;

import org.jspecify.annotations.NullMarked;
