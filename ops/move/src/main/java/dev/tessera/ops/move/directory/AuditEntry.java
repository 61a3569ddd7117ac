package dev.tessera.ops.move.directory;

import java.time.Instant;

/**
 * One line of the audit trail.
 *
 * @param who the operator with machine and process, or the account that MySQL knew
 * @param action the verb, for example {@code move abort}
 * @param details a JSON object; that of a move or repair has {@code what}
 */
public record AuditEntry(long number, Instant at, String who, String action, String details) {}
