package dev.tessera.shardconfig.redaction;

/** A failure whose message is written by Tessera and never holds a value of a row: it may be shown, logged and stored as it is. */
public interface SafeMessage {}
