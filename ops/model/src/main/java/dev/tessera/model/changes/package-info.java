/**
 * The numbers of a thread's changes as a model: two comments, two writers whose clocks differ, one reader who polls, and a failover that loses what
 * wasn't replicated. Uses checker and nothing of Tessera; README.md names the class that each step stands for.
 */
@NullMarked
package dev.tessera.model.changes;

import org.jspecify.annotations.NullMarked;
