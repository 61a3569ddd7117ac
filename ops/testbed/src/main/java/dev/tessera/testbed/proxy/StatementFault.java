package dev.tessera.testbed.proxy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Cuts a connection at a statement, a number of times. */
final class StatementFault {
    /** When the connection is cut, seen from the server. */
    enum Moment {
        BEFORE,
        AFTER_FORWARDING,
        BEFORE_ANSWER
    }

    private final Moment moment;
    private final Predicate<String> sql;
    private final AtomicInteger left;

    StatementFault(Moment moment, Predicate<String> sql, int times) {
        this.moment = moment;
        this.sql = sql;
        this.left = new AtomicInteger(times);
    }

    Moment moment() {
        return moment;
    }

    /** Whether it fires for this statement; that uses up one time. */
    boolean fires(String statement) {
        return sql.test(statement) && left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
    }
}
