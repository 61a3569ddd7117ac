package dev.tessera.ops.rebalance.plan;

import java.util.Locale;

/** The state of a plan. */
public enum PlanState {
    /** Begun, and not through. */
    OPEN,
    DONE,
    /** Somebody said that it won't be finished. */
    ABANDONED;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PlanState ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
