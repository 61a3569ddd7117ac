package dev.tessera.e2e.faults;

import dev.tessera.testbed.proxy.BreakableProxy;

/** Where the connection of the next COMMIT breaks. */
enum Cut {
    BEFORE_COMMIT(0) {
        @Override
        void prepare(BreakableProxy proxy) {
            proxy.cutBefore("COMMIT"::equals, 1);
        }
    },
    AFTER_COMMIT_WAS_SENT(1) {
        @Override
        void prepare(BreakableProxy proxy) {
            proxy.cutAfterForwarding("COMMIT"::equals, 1);
        }
    },
    BETWEEN_COMMIT_AND_ANSWER(2) {
        @Override
        void prepare(BreakableProxy proxy) {
            proxy.cutBeforeAnswer("COMMIT"::equals, 1);
        }
    };

    private final int number;

    Cut(int number) {
        this.number = number;
    }

    /** From 0 to 2, so that each has rows of its own. */
    int number() {
        return number;
    }

    abstract void prepare(BreakableProxy proxy);
}
