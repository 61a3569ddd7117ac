package dev.tessera.app.model;

/**
 * What a client calls one request by. Another endpoint is another key, since it may lie in another bucket.
 *
 * @param endpoint what the request asks for, in the words of whoever took it
 */
public record IdempotencyKey(String principal, String endpoint, String key) {}
