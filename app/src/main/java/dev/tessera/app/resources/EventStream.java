package dev.tessera.app.resources;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.app.core.ThreadChanges;
import dev.tessera.app.core.ThreadEvents;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One answer of server-sent events. Written without waiting, by whoever has something for it: no thread is held while nothing happens, nor while the
 * reader is slow. What a slow reader has not taken stands in a queue of 64 events and 1 MB; when that is full the answer ends, and the reader comes back with the last id
 * it has seen. Thread-safe.
 */
final class EventStream implements WriteListener, ThreadEvents.Listener {
    private static final int QUEUE = 64;
    private static final int QUEUE_BYTES = 1 << 20;

    private static final byte[] PING = ascii(": ping\n\n");

    private final AsyncContext request;
    private final ServletOutputStream out;
    private final Function<ThreadChanges.Changes, byte[]> event;
    private final Runnable onEnd;

    @GuardedBy("this") private final Queue<byte[]> queue = new ArrayDeque<>();

    @GuardedBy("this") private int queuedBytes;

    /** The container calls when the output takes more; until then nothing may be written. */
    @GuardedBy("this") private boolean isCalledBack = true;

    @GuardedBy("this") private boolean isToBeFlushed;

    @GuardedBy("this") private boolean isToBeEnded;

    @GuardedBy("this") private boolean isEnded;

    @GuardedBy("this") private ThreadEvents.@Nullable Subscription subscription;

    /** @param onEnd may be called more than once */
    EventStream(AsyncContext request, Function<ThreadChanges.Changes, byte[]> event, Runnable onEnd)
            throws IOException {
        this.request = request;
        this.out = request.getResponse().getOutputStream();
        this.event = event;
        this.onEnd = onEnd;
    }

    /** Its headers and a comment go out at once: the reader knows that it is heard. */
    void open() {
        synchronized (this) {
            add(ascii(": listening\n\n"));
        }
        out.setWriteListener(this);
    }

    /** @param subscribed to be ended with this answer */
    void follow(ThreadEvents.Subscription subscribed) {
        synchronized (this) {
            if (!isEnded) {
                subscription = subscribed;
                return;
            }
        }
        subscribed.end();
    }

    @Override
    public boolean changed(ThreadChanges.Changes changes) {
        byte[] bytes = event.apply(changes);
        synchronized (this) {
            if (isEnded || isToBeEnded) {
                return false;
            }
            if (hasRoom(bytes.length)) {
                add(bytes);
                write();
                return !isEnded;
            }
        }
        end();
        return false;
    }

    /** Keeps the connection open, and finds out whether the reader is still there. */
    synchronized void ping() {
        if (queue.isEmpty()) {
            add(PING);
            write();
        }
    }

    /**
     * Ends it in good order.
     *
     * @param retryMillis after which the reader comes back, here or at another instance
     */
    synchronized void goAway(int retryMillis) {
        add(ascii("retry: " + retryMillis + "\n\n"));
        isToBeEnded = true;
        write();
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            isCalledBack = false;
            write();
        }
    }

    @Override
    public void onError(Throwable gone) {
        end();
    }

    @GuardedBy("this") private void write() {
        try {
            while (!isCalledBack && !isEnded && hasWork()) {
                if (out.isReady()) {
                    step();
                } else {
                    isCalledBack = true;
                }
            }
        } catch (IOException gone) {
            end();
        }
    }

    /** One event is taken however large it is. */
    @GuardedBy("this") private boolean hasRoom(int bytes) {
        return queue.isEmpty() || (queue.size() < QUEUE && queuedBytes + bytes <= QUEUE_BYTES);
    }

    @GuardedBy("this") private void add(byte[] bytes) {
        queue.add(bytes);
        queuedBytes += bytes.length;
    }

    @GuardedBy("this") private boolean hasWork() {
        return !queue.isEmpty() || isToBeFlushed || isToBeEnded;
    }

    @GuardedBy("this") private void step() throws IOException {
        byte[] next = queue.poll();
        if (next != null) {
            queuedBytes -= next.length;
            out.write(next);
            isToBeFlushed = true;
        } else if (isToBeFlushed) {
            isToBeFlushed = false;
            out.flush();
        } else {
            end();
        }
    }

    /** The connection is closed, whatever still waits to be written. */
    void end() {
        ThreadEvents.Subscription ending;
        synchronized (this) {
            if (isEnded) {
                return;
            }
            isEnded = true;
            queue.clear();
            ending = subscription;
        }
        if (ending != null) {
            ending.end();
        }
        onEnd.run();
        try {
            request.complete();
        } catch (IllegalStateException over) {
            // The container has ended it.
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
