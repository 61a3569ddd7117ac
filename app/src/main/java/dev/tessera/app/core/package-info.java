/** What the API does: users, threads, comments and their pages, the outbox and its relay. Uses db and the router. */
@NullMarked
package dev.tessera.app.core;

import org.jspecify.annotations.NullMarked;
