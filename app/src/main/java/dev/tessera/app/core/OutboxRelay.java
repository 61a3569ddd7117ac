package dev.tessera.app.core;

import dev.tessera.app.db.OutboxEvent;
import dev.tessera.shardconfig.redaction.Redaction;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events as soon as they are committed, on one thread. Events that don't fit into its queue, or fail, stay in the outbox for
 * {@link OutboxSweep}: the relay only makes delivery faster.
 */
final class OutboxRelay implements Actor {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int QUEUE = 1_024;
    private static final long POLL_MILLIS = 100;

    private final Outbox outbox;
    private final boolean enabled;
    private final BlockingQueue<OutboxEvent> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread owner = new Thread(this::run, "outbox-relay");
    private volatile boolean stopped;

    OutboxRelay(Outbox outbox, boolean enabled) {
        this.outbox = outbox;
        this.enabled = enabled;
    }

    /** After the commit. Never waits. */
    void offer(OutboxEvent event) {
        if (enabled && !queue.offer(event)) {
            LOG.debug("the relay is behind: event {} is left to the sweep", event.id());
        }
    }

    @Override
    public void start() {
        owner.setDaemon(true);
        owner.start();
    }

    @Override
    public void stop() throws InterruptedException {
        stopped = true;
        owner.join();
    }

    private void run() {
        while (!stopped) {
            OutboxEvent event = next();
            if (event != null) {
                transfer(event);
            }
        }
    }

    private @Nullable OutboxEvent next() {
        try {
            return queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopped = true;
            return null;
        }
    }

    private void transfer(OutboxEvent event) {
        try {
            outbox.teach(event);
            outbox.forget(event);
        } catch (RuntimeException e) {
            LOG.warn("event {} is left to the sweep: {}", event.id(), Redaction.message(e));
        }
    }
}
