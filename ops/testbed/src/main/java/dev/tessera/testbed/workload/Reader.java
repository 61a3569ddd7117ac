package dev.tessera.testbed.workload;

import java.util.List;

/** Polls threads for what is new, in turn, until the gate ends it. */
final class Reader implements Runnable {
    private static final long PAUSE_MILLIS = 20;

    private final Gate gate;
    private final Api api;
    private final Ledger ledger;
    private final List<PolledThread> threads;

    Reader(Gate gate, Api api, Ledger ledger, List<PolledThread> threads) {
        this.gate = gate;
        this.api = api;
        this.ledger = ledger;
        this.threads = threads;
    }

    @Override
    public void run() {
        try (api) {
            for (int next = 0; gate.enter(); next = (next + 1) % threads.size()) {
                try {
                    threads.get(next).poll(api, ledger);
                } finally {
                    gate.leave();
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            ledger.violation(Thread.currentThread().getName() + " stopped: " + e);
        }
    }
}
