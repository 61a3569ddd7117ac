package dev.tessera.ops.move.journal;

/**
 * That a living process has a move among those that it works at, whether it holds its lease at this moment or not.
 *
 * @param token of the process: names the lock that it holds on the directory's server
 * @param holder for people: {@code ann@ops-1 (4711)}
 */
public record MoveClaim(String token, String holder) {}
