package dev.tessera.testbed.workload.client;

import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.PolledThread;
import java.util.List;

/** Polls threads for what is new, in turn, until the gate ends it. */
final class ThreadPoller implements Runnable {
    private static final long PAUSE_MILLIS = 20;

    private final Gate gate;
    private final Api api;
    private final ExpectedState expectedState;
    private final List<PolledThread> threads;

    ThreadPoller(Gate gate, Api api, ExpectedState expectedState, List<PolledThread> threads) {
        this.gate = gate;
        this.api = api;
        this.expectedState = expectedState;
        this.threads = threads;
    }

    @Override
    public void run() {
        try (api) {
            for (int next = 0; gate.enter(); next = (next + 1) % threads.size()) {
                try {
                    threads.get(next).poll(api, expectedState);
                } finally {
                    gate.leave();
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            expectedState.violation(Thread.currentThread().getName() + " stopped: " + e);
        }
    }
}
