package dev.tessera.app.core;

/**
 * An answer as it was sent, to be sent again when the request is repeated.
 *
 * @param body JSON
 */
public record StoredAnswer(int status, String location, String etag, String body) {}
