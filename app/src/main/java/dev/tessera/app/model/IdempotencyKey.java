package dev.tessera.app.model;

/**
 * What a client calls one request by. Another path is another key, since it may lie in another bucket.
 *
 * @param endpoint method and path
 */
public record IdempotencyKey(String principal, String endpoint, String key) {}
