package dev.tessera.app.db;

import java.time.Instant;

/** @param answer JSON: status, headers and body as they were sent */
public record IdempotencyRow(String fingerprint, String answer, Instant createdAt) {}
