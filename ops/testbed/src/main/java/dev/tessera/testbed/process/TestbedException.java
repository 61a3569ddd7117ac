package dev.tessera.testbed.process;

import dev.tessera.shardconfig.TesseraException;

/** A server could not be found or started, or a fault could not be injected. The message is for the person who runs the tests. */
public final class TestbedException extends TesseraException {
    public TestbedException(String message) {
        super(message);
    }

    public TestbedException(String message, Throwable cause) {
        super(message, cause);
    }
}
