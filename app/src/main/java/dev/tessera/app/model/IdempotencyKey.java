package dev.tessera.app.model;

/**
 * What a client calls one request by. Another endpoint is another key, since its row may have another slot.
 *
 * @param slot of the row that the request creates
 * @param endpoint what the request asks for, in the words of whoever took it
 */
public record IdempotencyKey(int slot, String principal, String endpoint, String key) {}
