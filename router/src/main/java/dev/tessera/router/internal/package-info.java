/** What the router is made of. Public for technical reasons only; no API. Uses shardconfig, JDBC, HikariCP and JDBI. */
@NullMarked
package dev.tessera.router.internal;

import org.jspecify.annotations.NullMarked;
