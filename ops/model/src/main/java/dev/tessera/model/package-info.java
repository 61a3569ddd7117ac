/**
 * The protocol of a move as a model: one bucket, two shards, a directory, movers, agents, routers and clients, and their steps in every
 * order. Uses checker and nothing of Tessera; README.md names the class that each step stands for.
 */
@NullMarked
package dev.tessera.model;

import org.jspecify.annotations.NullMarked;
