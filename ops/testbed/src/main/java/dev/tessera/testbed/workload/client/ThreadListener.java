package dev.tessera.testbed.workload.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.testbed.workload.http.Api;
import dev.tessera.testbed.workload.http.EventConnection;
import dev.tessera.testbed.workload.state.ExpectedState;
import dev.tessera.testbed.workload.state.PolledThread;
import dev.tessera.testbed.workload.state.ThreadView;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads a thread once and listens to its events until it is told to end; comes back to the next instance whenever an answer ends. */
final class ThreadListener implements Runnable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Longer than between two pings. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final long PAUSE_MILLIS = 50;

    private final Api api;
    private final ExpectedState expectedState;
    private final PolledThread thread;
    private final List<URI> bases;
    private int base;
    private volatile boolean ended;
    private volatile @Nullable EventConnection open;

    ThreadListener(Api api, ExpectedState expectedState, PolledThread thread, List<URI> bases, int firstBase) {
        this.api = api;
        this.expectedState = expectedState;
        this.thread = thread;
        this.bases = bases;
        this.base = firstBase;
    }

    /** What it knows. */
    ThreadView view() {
        return thread.view();
    }

    /** Any thread may. */
    void end() {
        ended = true;
        EventConnection connection = open;
        if (connection != null) {
            connection.abort();
        }
    }

    /** Any thread may: it loses its connection, and is told at the next one what it lacks. */
    void comeBack() {
        EventConnection connection = open;
        if (connection != null) {
            connection.abort();
        }
    }

    @Override
    public void run() {
        try (api) {
            while (!ended) {
                round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | JsonProcessingException e) {
            expectedState.violation(Thread.currentThread().getName() + " stopped: " + e);
        }
    }

    private void round() throws JsonProcessingException, InterruptedException {
        if (thread.view().cursor().isEmpty()) {
            thread.load(api, expectedState);
        }
        if (thread.view().cursor().isEmpty()) {
            Thread.sleep(PAUSE_MILLIS);
            return;
        }
        try {
            listen();
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException gone) {
            // The instance was stopped, killed or silent, or isn't there yet.
            Thread.sleep(PAUSE_MILLIS);
        }
        base = (base + 1) % bases.size();
    }

    private void listen() throws IOException {
        ThreadView view = thread.view();
        String path = "/v1/threads/" + view.thread().id() + "/events";
        try (EventConnection connection = EventConnection.open(bases.get(base), path, view.cursor(), SILENCE)) {
            open = connection;
            Optional<EventConnection.Event> event = ended ? Optional.empty() : connection.next();
            while (event.isPresent()) {
                view.apply(JSON.readTree(event.get().data()), expectedState);
                if (view.cursor().isEmpty()) {
                    return;
                }
                event = connection.next();
            }
        }
    }
}
