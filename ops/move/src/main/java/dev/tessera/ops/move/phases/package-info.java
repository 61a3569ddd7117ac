/**
 * One class for each phase of a move, and what they share. A phase does its work and returns the phase that follows; the caller stores it.
 * Each phase can be run again from its beginning. Uses cutover, session, servers, journal, transfer and the packages below them.
 */
@NullMarked
package dev.tessera.ops.move.phases;

import org.jspecify.annotations.NullMarked;
