package dev.tessera.testbed.workload.state;

/** @param sentence what was found where, with ids, and what was expected instead */
public record AuditProblem(AuditRule rule, String sentence) {
    @Override
    public String toString() {
        return rule + ": " + sentence;
    }
}
