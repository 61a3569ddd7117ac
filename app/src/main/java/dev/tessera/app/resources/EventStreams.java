package dev.tessera.app.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.app.api.ChangesAnswer;
import dev.tessera.app.core.ThreadChanges;
import dev.tessera.app.core.ThreadEvents;
import dev.tessera.app.core.page.ChangePosition;
import dev.tessera.app.core.page.CursorCodec;
import dev.tessera.shardconfig.EntityId;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The answers of server-sent events that this instance has open. Thread-safe. */
public final class EventStreams {
    private static final Duration PING = Duration.ofSeconds(15);
    /** Readers of an instance that stops come back over this time, not all at once. */
    private static final int MOST_RETRY_MILLIS = 5_000;

    private static final int LEAST_RETRY_MILLIS = 1_000;

    private final ThreadEvents events;
    private final Pages pages;
    private final ObjectMapper json;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Encoded> last = new AtomicReference<>();
    private final ScheduledExecutorService pings = Executors.newSingleThreadScheduledExecutor(EventStreams::daemon);
    private final ScheduledFuture<?> pinging;

    public EventStreams(ThreadEvents events, CursorCodec cursors, ObjectMapper json) {
        this.events = events;
        this.pages = new Pages(cursors);
        this.json = json;
        this.pinging = pings.scheduleAtFixedRate(this::ping, PING.toMillis(), PING.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An event that many listeners of a thread are told. */
    private static final class Encoded {
        private final ThreadChanges.Changes changes;
        private final byte[] bytes;

        Encoded(ThreadChanges.Changes changes, byte[] bytes) {
            this.changes = changes;
            this.bytes = bytes;
        }
    }

    /**
     * Begins an answer.
     *
     * @param request asynchronous; ended by this
     * @throws dev.tessera.app.refusal.RefusedException when this instance has as many listeners as it takes
     */
    void open(EntityId thread, ChangePosition seen, AsyncContext request) throws IOException {
        AtomicReference<EventStream> self = new AtomicReference<>();
        EventStream stream =
                new EventStream(request, changes -> encode(thread, changes), () -> open.remove(self.get()));
        self.set(stream);
        open.add(stream);
        ThreadEvents.Subscription subscription;
        try {
            subscription = events.listen(thread, seen, stream);
        } catch (RuntimeException refused) {
            open.remove(stream);
            throw refused;
        }
        stream.follow(subscription);
        stream.open();
    }

    /** Ends them all, before the server waits for the requests that it has. */
    public void goAway() {
        pinging.cancel(false);
        pings.shutdown();
        open.forEach(stream ->
                stream.goAway(ThreadLocalRandom.current().nextInt(LEAST_RETRY_MILLIS, MOST_RETRY_MILLIS + 1)));
    }

    private void ping() {
        open.forEach(EventStream::ping);
    }

    private byte[] encode(EntityId thread, ThreadChanges.Changes changes) {
        Encoded known = last.get();
        if (known != null && known.changes.equals(changes)) {
            return known.bytes;
        }
        byte[] bytes = event(pages.answer(thread, changes));
        last.set(new Encoded(changes, bytes));
        return bytes;
    }

    private byte[] event(ChangesAnswer answer) {
        try {
            String event = "id: " + answer.changesCursor() + "\nevent: change\ndata: " + json.writeValueAsString(answer)
                    + "\n\n";
            return event.getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is always JSON", e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "event-streams-ping");
        thread.setDaemon(true);
        return thread;
    }
}
