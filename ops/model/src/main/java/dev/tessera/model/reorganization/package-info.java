/**
 * The protocol of a reorganization as a model: a few slots, two shards, the parents and children of one reorganization, a move of one
 * child, and everybody who reads, recovers and repairs. Uses checker and nothing of Tessera; README.md names the class that each step
 * stands for.
 */
@NullMarked
package dev.tessera.model.reorganization;

import org.jspecify.annotations.NullMarked;
