/** What the service does: users, threads, comments and their pages, the outbox and its relay. Knows no HTTP, no JSON and no server; uses model, refusal, db and the router. */
@NullMarked
package dev.tessera.app.core;

import org.jspecify.annotations.NullMarked;
