/**
 * The only package in Tessera that uses types of ShardingSphere: parses, binds, routes and rewrites statements. Uses router and
 * internal.route.
 */
@NullMarked
package dev.tessera.router.internal.shardingsphere;

import org.jspecify.annotations.NullMarked;
