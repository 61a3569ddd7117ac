/** The cache of compiled statements, and the tables they are compiled for. Uses internal.route and internal.shardingsphere. */
@NullMarked
package dev.tessera.router.internal.compile;

import org.jspecify.annotations.NullMarked;
