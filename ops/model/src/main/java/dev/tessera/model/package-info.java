/**
 * The protocol of a move as a model: one bucket, two shards, a directory, movers, agents, routers and clients, and everything that can happen to
 * them in any order. Uses nothing of Tessera: README.md says which step stands for which class.
 */
@NullMarked
package dev.tessera.model;

import org.jspecify.annotations.NullMarked;
