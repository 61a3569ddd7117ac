package dev.tessera.ops.rebalance.plan;

import java.time.Instant;

/**
 * A plan that was begun.
 *
 * @param asked what it shall bring about
 */
public record PlanRow(String planId, String asked, PlanState state, String begunBy, Instant begunAt) {
    /** For people: {@code plan 0123456789abcdef (stage double), begun by ann@ops-1 at ...}. */
    public String describe() {
        return "plan " + planId + " (" + asked + "), begun by " + begunBy + " at " + begunAt;
    }
}
