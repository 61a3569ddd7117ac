package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.testbed.TestCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks {@code doctor} and {@code move list} for as long as healthy commands run beside it: neither may find anything. Closing it asserts that.
 * {@code ops/bench/doctor-poll} does it for longer, with processes.
 */
final class DoctorPoll implements AutoCloseable {
    private static final long BETWEEN_POLLS_MILLIS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestCluster cluster;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread = new Thread(this::poll, "asks doctor");
    private final AtomicInteger polls = new AtomicInteger();
    private volatile boolean closed;

    private DoctorPoll(TestCluster cluster) {
        this.cluster = cluster;
    }

    static DoctorPoll of(TestCluster cluster) {
        DoctorPoll poll = new DoctorPoll(cluster);
        poll.thread.start();
        return poll;
    }

    private void poll() {
        while (!closed) {
            ShardctlRun doctor = ShardctlRun.on(cluster, "doctor");
            if (doctor.code() != 0) {
                said.add(doctor.toString());
            }
            ShardctlRun list = ShardctlRun.on(cluster, "move", "list", "--json");
            interrupted(list).forEach(move -> said.add("interrupted: " + move));
            polls.incrementAndGet();
            pause();
        }
    }

    private static List<JsonNode> interrupted(ShardctlRun list) {
        List<JsonNode> moves = new ArrayList<>();
        try {
            JSON.readTree(list.text()).forEach(move -> {
                if (move.path("state").asText().equals("interrupted")) {
                    moves.add(move);
                }
            });
        } catch (IOException e) {
            throw new AssertionError(list.toString(), e);
        }
        return moves;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_POLLS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
        System.out.println(polls.get() + " times doctor and the list of moves were asked");
        assertThat(said).isEmpty();
        assertThat(polls.get()).isPositive();
    }
}
