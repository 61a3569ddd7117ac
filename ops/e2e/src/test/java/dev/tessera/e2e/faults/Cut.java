package dev.tessera.e2e.faults;

import dev.tessera.testbed.BreakableProxy;

/** Where the connection of the next COMMIT breaks. */
enum Cut {
    BEFORE_COMMIT {
        @Override
        void prepare(BreakableProxy proxy) {
            proxy.cutBefore("COMMIT"::equals, 1);
        }
    },
    AFTER_COMMIT_WAS_SENT {
        @Override
        void prepare(BreakableProxy proxy) {
            proxy.cutAfterForwarding("COMMIT"::equals, 1);
        }
    },
    BETWEEN_COMMIT_AND_ANSWER {
        @Override
        void prepare(BreakableProxy proxy) {
            proxy.cutBeforeAnswer("COMMIT"::equals, 1);
        }
    };

    abstract void prepare(BreakableProxy proxy);
}
