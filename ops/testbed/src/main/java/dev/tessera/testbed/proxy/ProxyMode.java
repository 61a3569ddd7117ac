package dev.tessera.testbed.proxy;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a proxy does to its connections at the moment. */
final class ProxyMode {
    private final List<StatementFault> faults = new CopyOnWriteArrayList<>();

    @GuardedBy("this") private boolean refusing;

    @GuardedBy("this") private boolean stalled;

    @GuardedBy("this") private Duration delay = Duration.ZERO;

    synchronized void refuse() {
        refusing = true;
    }

    synchronized boolean isRefusing() {
        return refusing;
    }

    synchronized void stall() {
        stalled = true;
    }

    synchronized void delay(Duration by) {
        delay = by;
    }

    synchronized Duration delay() {
        return delay;
    }

    synchronized void restore() {
        refusing = false;
        stalled = false;
        delay = Duration.ZERO;
        faults.clear();
        notifyAll();
    }

    synchronized void awaitForwarding() throws InterruptedException {
        while (stalled) {
            wait();
        }
    }

    void add(StatementFault fault) {
        faults.add(fault);
    }

    Optional<StatementFault.Moment> momentToCut(String statement) {
        return faults.stream()
                .filter(fault -> fault.fires(statement))
                .findFirst()
                .map(StatementFault::moment);
    }
}
