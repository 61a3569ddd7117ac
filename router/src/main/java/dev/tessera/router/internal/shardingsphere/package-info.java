/** The only place in Tessera where ShardingSphere types appear: it parses, binds, routes and rewrites statements. */
@NullMarked
package dev.tessera.router.internal.shardingsphere;

import org.jspecify.annotations.NullMarked;
