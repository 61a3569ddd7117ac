package dev.tessera.migrations.changelog;

/**
 * The result of one changeset.
 *
 * @param changeSet its id
 * @param reason why the server refused the forms with less impact; empty when it took the first
 */
public record Judgement(String changeSet, Impact impact, String reason) {
    /** For people. */
    public String describe() {
        return impact.word() + ": " + changeSet + (reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
