package dev.tessera.app.db;

import java.time.Instant;

/** @param answer JSON, in the form that whoever answered gave it */
public record IdempotencyRow(String fingerprint, String answer, Instant createdAt) {}
