package dev.tessera.bench.listeners;

import java.time.Duration;

/**
 * What a killed instance did to the listeners of one thread.
 *
 * @param back until all were heard by the other one
 * @param lacking listeners that didn't learn of everything
 */
record Killed(Duration back, long lacking) {}
