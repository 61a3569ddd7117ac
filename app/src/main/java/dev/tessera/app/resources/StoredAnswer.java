package dev.tessera.app.resources;

/**
 * An answer as it was sent, to be sent again when the request is repeated. Stored as JSON: components can be added, but not renamed.
 *
 * @param id of the row that was made
 * @param body JSON
 */
record StoredAnswer(int status, String id, String location, String etag, String body) {}
